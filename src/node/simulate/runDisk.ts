import { appendFileSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";

/** What a miniature run does to the disk, one step at a time: it may end between any two of them. All reject on errors. */
export interface RunDisk {
  /** With the folders above it; one that is there is no error. */
  makeFolder(path: string): Promise<void>;
  write(file: string, text: string): Promise<void>;
  append(file: string, bytes: string | Buffer): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Bytes that stay. */
  cut(file: string, bytes: number): Promise<void>;
  /** A file or a whole folder; what is not there is no error. */
  remove(path: string): Promise<void>;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  );

/** Node's own `recursive` never ends where a folder takes no others, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path);
}

/** Done at once; what it throws is a rejection. */
const done = (work: () => void): Promise<void> =>
  new Promise(resolve => {
    work();
    resolve();
  });

/** Bytes are written without another thread: on a busy machine waiting for one takes longer than the writing. */
export const runDisk: RunDisk = {
  makeFolder,
  write: (file, text) => done(() => writeFileSync(file, text)),
  append: (file, bytes) => done(() => appendFileSync(file, bytes)),
  rename,
  cut: truncate,
  remove: path => rm(path, { recursive: true, force: true }),
};
