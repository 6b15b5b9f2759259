import { open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { isBelow } from "../../pages/isBelow.js";
import type { OpenedSource } from "./openedSource.js";

/** Enough for the first names of any form of annotations. */
const peekedBytes = 4096;

async function part(source: OpenedSource, path: string, bytes: number, from: "start" | "end"): Promise<string> {
  const real = await realpath(join(source.root, path)).catch(() => null);
  if (real === null || !isBelow(real, [source.root])) return "";
  const handle = await open(real, "r").catch(() => null);
  if (handle === null) return "";
  try {
    const start = from === "start" ? 0 : Math.max(0, (await handle.stat()).size - bytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, start);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  } finally {
    await handle.close();
  }
}

/** The beginning of a file of a source; empty when it cannot be read, which is told when it is read whole. */
export const beginningOf = (source: OpenedSource, path: string, bytes = peekedBytes): Promise<string> =>
  part(source, path, bytes, "start");

/** The end of a file of a source, likewise. */
export const endOf = (source: OpenedSource, path: string, bytes = peekedBytes): Promise<string> =>
  part(source, path, bytes, "end");
