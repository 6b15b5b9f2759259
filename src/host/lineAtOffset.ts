import { linesAtOffsets } from "./linesAtOffsets.js";

/** The number of the line, from 0, that a byte of a file lies in. Reads no further than the byte. */
export async function lineAtOffset(file: string, byteOffset: number): Promise<number> {
  return (await linesAtOffsets(file, [byteOffset]))[0] ?? 0;
}
