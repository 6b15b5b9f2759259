import { askHost } from "./askHost.js";
import type { PullContext } from "./pullContext.js";
import { PullFailure } from "./pullFailure.js";
import { readTar, type TarEntry } from "./readTar.js";
import { listScript } from "./listScript.js";
import { readListing } from "./readListing.js";
import type { RemoteFile } from "./remoteFile.js";
import { pullPath } from "./pullPath.js";
import { writeManifest } from "./pullManifest.js";
import { tarScript } from "./tarScript.js";

const batchBytes = 32 * 1024 * 1024;
/** In UTF-16 units: they are words of a command line, for which some systems have 128 KiB. */
const batchNames = 30_000;
/** A file may have grown since it was listed; a host that sends much more than it named is cut off. */
const slackBytes = 64 * 1024 * 1024;

function nextBatch(queue: RemoteFile[]): readonly RemoteFile[] {
  let bytes = 0;
  let names = 0;
  let count = 0;
  for (const file of queue) {
    bytes += file.bytes;
    names += file.path.length + 6;
    if (count > 0 && (bytes > batchBytes || names > batchNames)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

interface Archive {
  readonly code: number;
  readonly entries: readonly TarEntry[];
}

async function fetchArchive({ connection, runFolder }: PullContext, batch: readonly RemoteFile[]): Promise<Archive> {
  const expected = batch.reduce((sum, { bytes }) => sum + bytes + 1024, 0);
  const paths = batch.map(({ path }) => path);
  const answer = await askHost(connection, tarScript(runFolder, paths), expected, expected + slackBytes);
  if (answer.kind === "unreachable") throw new PullFailure(answer.failure);
  return { code: answer.code, entries: readTar(answer.out) };
}

/** tar fills a file that shrank while it was read with zeros, and only mutters: such files are left to the next pull. */
async function stillWhole(context: PullContext, entries: readonly TarEntry[]): Promise<readonly TarEntry[]> {
  const answer = await context.connection.run(listScript(context.runFolder));
  if (answer.kind === "unreachable") throw new PullFailure(answer.failure);
  const sizes = new Map(readListing(answer.out.toString("utf8")).files.map(({ path, bytes }) => [path, bytes]));
  return entries.filter(({ path, bytes }) => (sizes.get(pullPath(path) ?? "") ?? -1) >= bytes.length);
}

/** Fetches whole files; gives those that no archive brought: there may be no tar, or they are gone by now. */
export async function pullWhole(context: PullContext, files: readonly RemoteFile[]): Promise<readonly RemoteFile[]> {
  const queue = [...files];
  const missing: RemoteFile[] = [];
  while (queue.length > 0) {
    const batch = nextBatch(queue);
    const byPath = new Map(batch.map(file => [file.path, file]));
    const { code, entries } = await fetchArchive(context, batch);
    for (const { path: listed, bytes } of code === 0 ? entries : await stillWhole(context, entries)) {
      const path = pullPath(listed) ?? "";
      const file = byPath.get(path);
      // A host may send what nobody asked for.
      if (file === undefined) continue;
      byPath.delete(path);
      await context.folder.place(path, bytes, file.time);
      context.manifest.set(path, { inode: file.inode, bytes: bytes.length, time: file.time });
    }
    missing.push(...byPath.values());
    writeManifest(context.folder.root, context.manifest);
  }
  return missing;
}
