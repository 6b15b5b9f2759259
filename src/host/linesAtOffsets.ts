import { createReadStream } from "node:fs";

const newline = 0x0a;

/**
 * The numbers of the lines, from 0, that begin at or hold some bytes of a file, in the order of the offsets given. Counts
 * the line ends before them in one reading, and reads no further than the last.
 */
export async function linesAtOffsets(file: string, offsets: readonly number[]): Promise<readonly number[]> {
  const order = offsets.map((offset, index) => ({ offset, index })).sort((a, b) => a.offset - b.offset);
  const lines = new Array<number>(offsets.length).fill(0);
  const last = order.at(-1)?.offset ?? 0;
  let next = order.findIndex(({ offset }) => offset > 0);
  if (last <= 0 || next === -1) return lines;
  let count = 0;
  let start = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(file, { start: 0, end: last - 1 });
  for await (const chunk of chunks) {
    let from = 0;
    for (; next < order.length && (order[next]?.offset ?? 0) <= start + chunk.length; next++) {
      const { offset, index } = order[next] ?? { offset: 0, index: 0 };
      count += countLines(chunk, from, offset - start);
      from = offset - start;
      lines[index] = count;
    }
    count += countLines(chunk, from, chunk.length);
    start += chunk.length;
  }
  // A file that became shorter meanwhile ends here: what lay behind its end is in its last line.
  for (; next < order.length; next++) lines[order[next]?.index ?? 0] = count;
  return lines;
}

function countLines(chunk: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = chunk.indexOf(newline, from); at !== -1 && at < to; at = chunk.indexOf(newline, at + 1)) lines++;
  return lines;
}
