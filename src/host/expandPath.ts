import * as path from "node:path";

/** A path of a setting as an absolute one: `~` is the home folder, a relative path starts at `base`; null without a base. */
export function expandPath(written: string, home: string, base: string | null): string | null {
  const text = written.trim();
  if (text === "" || text.includes("\0")) return null;
  if (text === "~") return home;
  if (/^~[/\\]/.test(text)) return path.join(home, text.slice(2));
  if (path.isAbsolute(text)) return path.normalize(text);
  return base === null ? null : path.resolve(base, text);
}
