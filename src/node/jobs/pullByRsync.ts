import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PullContext, RsyncFetch } from "./pullContext.js";
import { pullFolderName, writeManifest } from "./pullManifest.js";
import type { RemoteFile } from "./remoteFile.js";

const prefix = "rsync";

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** Of all files in it, whole or not; a file that an rsync without a window moves meanwhile does not count. */
function bytesIn(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.reduce((sum, name) => {
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return sum + (stat?.isFile() === true ? stat.size : 0);
  }, 0);
}

/** What earlier attempts left in the pull's own folder: the one that came furthest is kept. */
function furthest(own: string): string | null {
  const names = existsSync(own) ? readdirSync(own).filter(name => name.startsWith(prefix)) : [];
  const folders = names.map(name => join(own, name)).map(path => ({ path, bytes: bytesIn(path) }));
  const [best, ...others] = folders.sort((a, b) => b.bytes - a.bytes);
  for (const { path } of others) remove(path);
  return best?.path ?? null;
}

/**
 * Fetches files by rsync into a folder of this attempt, gone on from where an earlier one broke, and moves the whole ones to
 * their places. Gives those that rsync did not bring: they are fetched in the other way.
 */
export async function pullByRsync(
  context: PullContext,
  rsync: RsyncFetch,
  files: readonly RemoteFile[],
): Promise<readonly RemoteFile[]> {
  const own = join(context.folder.root, pullFolderName);
  const earlier = furthest(own);
  const into = join(own, `${prefix}-${randomBytes(6).toString("hex")}`);
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const paths = files.map(({ path }) => path);
  const isWhole = await context.connection.inBulkTurn(signal =>
    rsync(context.runFolder, paths, { into, earlier, signal }),
  );
  if (isWhole !== true) return files;
  const missing: RemoteFile[] = [];
  for (const file of files) {
    const fetched = join(into, file.path);
    const stat = lstatSync(fetched, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) {
      missing.push(file);
      continue;
    }
    context.folder.move(fetched, file.path, file.time);
    context.manifest.set(file.path, { inode: file.inode, bytes: stat.size, time: file.time });
  }
  writeManifest(context.folder.root, context.manifest);
  for (const folder of [into, earlier]) if (folder !== null) remove(folder);
  return missing;
}
