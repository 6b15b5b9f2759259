import type { RunDisk } from "./runDisk.js";

/** Ends the names of what is not whole yet. */
export const partSuffix = ".part";

/** Writes a file so that its name only ever stands for the whole of it. */
export async function replaceFile(disk: RunDisk, file: string, text: string): Promise<void> {
  await disk.write(file + partSuffix, text);
  await disk.rename(file + partSuffix, file);
}
