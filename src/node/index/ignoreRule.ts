const escapeForPattern = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");

/**
 * Turns names such as `.git` and paths such as `global_step_*` + `/actor` into a test of folders, given relative to their
 * root with `/` between names. A rule matches the end of the path, whole names only.
 */
export function ignoreRule(ignored: readonly string[]): (relativePath: string) => boolean {
  const rules = ignored.map(rule => rule.replaceAll("\\", "/").replace(/^\/+|\/+$/g, "")).filter(rule => rule !== "");
  if (rules.length === 0) return () => false;
  const pattern = new RegExp(`(?:^|/)(?:${rules.map(escapeForPattern).join("|")})$`);
  return relativePath => pattern.test(relativePath);
}
