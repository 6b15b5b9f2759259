/** Joins what is there with middle dots. What does not apply or is not known yet leaves no trace, and never a 0. */
export function joinWords(parts: readonly (string | false)[], between = " · "): string {
  return parts.filter(part => part !== false && part !== "").join(between);
}
