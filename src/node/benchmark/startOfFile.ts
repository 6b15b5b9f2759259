import { open } from "node:fs/promises";

/** A record begins with its version and kind, in any order of keys that we write. */
const peekedBytes = 4096;

/** The first bytes of a file as text; empty where it is not there or cannot be read: then it is not ours. */
export async function startOfFile(path: string): Promise<string> {
  try {
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(peekedBytes), 0, peekedBytes, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return "";
  }
}
