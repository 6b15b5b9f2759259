/** The first position from `from` on that holds more than a space or a control character; the text's end where none does. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return at;
}
