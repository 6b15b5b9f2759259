/** One line of at most `length` characters: white space and control characters become single spaces, the rest is cut with "…". */
export function clip(text: string, length: number): string {
  // Reading a little more than is shown keeps megabytes of model text out of the regular expression.
  const line = text
    .slice(0, length * 8)
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
}
