import { createReadStream } from "node:fs";

const newline = 0x0a;

/** Counts the line ends before a byte of a file: the number of its line, from 0. Reads no further than the byte. */
export async function lineAtOffset(file: string, byteOffset: number): Promise<number> {
  if (byteOffset <= 0) return 0;
  let lines = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(file, { start: 0, end: byteOffset - 1 });
  for await (const chunk of chunks) {
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) lines++;
  }
  return lines;
}
