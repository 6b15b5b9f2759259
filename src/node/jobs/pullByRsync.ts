import { lstatSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PullContext, RsyncFetch } from "./pullContext.js";
import { pullFolderName, writeManifest } from "./pullManifest.js";
import type { RemoteFile } from "./remoteFile.js";

/**
 * Fetches files by rsync into the pull's own folder, where a part of a broken one is gone on from, and moves the whole
 * ones to their places. Gives those that rsync did not bring: they are fetched in the other way.
 */
export async function pullByRsync(
  context: PullContext,
  rsync: RsyncFetch,
  files: readonly RemoteFile[],
): Promise<readonly RemoteFile[]> {
  const into = join(context.folder.root, pullFolderName, "rsync");
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const isWhole = await rsync(
    context.runFolder,
    files.map(({ path }) => path),
    into,
  );
  if (!isWhole) return files;
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
  rmSync(into, { recursive: true, force: true });
  return missing;
}
