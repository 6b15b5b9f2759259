/**
 * The data of server-sent events, one text each (WHATWG HTML, 9.2.6): lines end in CR, LF or both, comments are skipped,
 * several data lines make one text. An event that the end of the stream cuts is not given. Pieces of `bytes` may end
 * anywhere, also inside a character.
 */
export async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  let data: string[] = [];
  for await (const piece of bytes) {
    rest += decoder.decode(piece, { stream: true });
    // A CR at the very end may be the first half of CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("data:")) data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
      if (line !== "" || data.length === 0) continue;
      yield data.join("\n");
      data = [];
    }
  }
  // Some servers end without the blank line; what is whole is taken.
  if (rest.trimEnd().startsWith("data:")) data.push(rest.trimEnd().replace(/^data: ?/, ""));
  if (data.length > 0) yield data.join("\n");
}
