import { appendFile, mkdir, rename, rm, truncate, writeFile } from "node:fs/promises";

/** What a miniature run does to the disk, one step at a time: it may end between any two of them. All reject on errors. */
export interface RunDisk {
  makeFolder(path: string): Promise<void>;
  write(file: string, text: string): Promise<void>;
  append(file: string, bytes: string | Buffer): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Bytes that stay. */
  cut(file: string, bytes: number): Promise<void>;
  /** A file or a whole folder; what is not there is no error. */
  remove(path: string): Promise<void>;
}

export const runDisk: RunDisk = {
  makeFolder: async path => {
    await mkdir(path, { recursive: true });
  },
  write: (file, text) => writeFile(file, text),
  append: (file, bytes) => appendFile(file, bytes),
  rename,
  cut: truncate,
  remove: path => rm(path, { recursive: true, force: true }),
};
