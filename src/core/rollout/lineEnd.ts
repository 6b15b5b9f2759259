/** Behind the LF or CRLF at a position; the position itself where there is none. */
export function lineEnd(text: string, at: number): number {
  if (text.startsWith("\n", at)) return at + 1;
  return text.startsWith("\r\n", at) ? at + 2 : at;
}
