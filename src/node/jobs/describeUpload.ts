import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { DataSnapshot } from "../../core/launch/runJson.js";
import type { Upload } from "./launchDraft.js";

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function describeFolder({ from, to }: Upload): Promise<DataSnapshot> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => !entry.isDirectory()).map(entry => join(entry.parentPath, entry.name));
  const lines: string[] = [];
  let bytes = 0;
  for (const path of paths.sort()) {
    // A link that leads nowhere has no size and does not travel.
    const size = await stat(path).then(
      found => (found.isFile() ? found.size : null),
      () => null,
    );
    if (size === null) continue;
    bytes += size;
    lines.push(`${relative(from, path).split(sep).join("/")} ${String(size)}\n`);
  }
  return { to, files: lines.length, bytes, sha256: createHash("sha256").update(lines.join("")).digest("hex") };
}

/** What of the data is kept in run.json, so that a later look can tell whether it is still the same. Throws when it cannot be read. */
export async function describeUpload(upload: Upload): Promise<DataSnapshot> {
  const found = await stat(upload.from);
  if (found.isDirectory()) return describeFolder(upload);
  return { to: upload.to, files: 1, bytes: found.size, sha256: await hashFile(upload.from) };
}
