import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { isBelow } from "../../pages/isBelow.js";
import type { OpenedSource } from "./openedSource.js";

/** A string of V8 ends at 2^29 - 24 characters. */
export const mostSourceBytes = 0x1ffffe00;

export type SourceFileRead =
  { readonly kind: "read"; readonly bytes: Buffer } | { readonly kind: "unreadable"; readonly reason: string };

/**
 * Reads a file of a source whole. It was a plain file below the root when the source was looked through; that is asked
 * again, since a link may have taken its place. Rejects with the signal's reason only.
 */
export async function readSourceFile(
  { root }: Pick<OpenedSource, "root">,
  path: string,
  signal: AbortSignal | undefined,
  mostBytes: number = mostSourceBytes,
): Promise<SourceFileRead> {
  try {
    const real = await realpath(join(root, path));
    if (!isBelow(real, [root])) return { kind: "unreadable", reason: "outside the source" };
    const { size } = await stat(real);
    if (size > mostBytes) return { kind: "unreadable", reason: `${size} bytes, of ${mostBytes} at most` };
    return { kind: "read", bytes: await readFile(real, { signal }) };
  } catch (error) {
    signal?.throwIfAborted();
    // Its message would name the machine's folders.
    return {
      kind: "unreadable",
      reason: error instanceof Error && "code" in error ? String(error.code) : String(error),
    };
  }
}
