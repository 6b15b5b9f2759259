import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** The SHA-256 of a file, read piece by piece. Rejects as reading does, and with the signal's reason. */
export async function fileSha(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { signal }), hash);
  return hash.digest("hex");
}
