/**
 * The release numbers of a version as Python packages write it (PEP 440): `0.10.0.dev1` is [0, 10, 0]. What follows them
 * (dev, rc, post, +cu128) is left out. Empty for what is no version.
 */
export function versionParts(version: string): readonly number[] {
  const [release = ""] = /^v?(?:\d+!)?(\d+(?:\.\d+)*)/.exec(version.trim())?.slice(1) ?? [];
  return release === "" ? [] : release.split(".").map(Number);
}

/** Whether a version is the least one or later, by release numbers; what is missing counts as 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [versionParts(version), versionParts(least)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return a.length > 0;
}
