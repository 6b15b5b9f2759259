import { open } from "node:fs/promises";

const newline = 0x0a;

/**
 * Adds lines to a log: one write at the file's end, so that two windows never mix their lines, and flushed, so that what
 * was answered is on disk. A last line that was cut off before is ended first: what comes behind it stays a line of its
 * own. Gives the file's size in bytes before and after.
 *
 * @throws when the file cannot be written
 */
export async function appendLines(
  file: string,
  records: readonly object[],
): Promise<{ readonly before: number; readonly after: number }> {
  const handle = await open(file, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const isTorn = size > 0 && last[0] !== newline;
    const lines = records.map(record => `${JSON.stringify(record)}\n`).join("");
    const { bytesWritten } = await handle.write(`${isTorn ? "\n" : ""}${lines}`);
    await handle.sync();
    return { before: size, after: size + bytesWritten };
  } finally {
    await handle.close();
  }
}
