import { constants, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { nextSegmentName } from "../../core/rollout/segmentName.js";
import { PosixChecksum } from "./posixChecksum.js";
import { pullFolderName } from "./pullManifest.js";

/** So much of a file is compared at once. */
const chunkBytes = 1024 * 1024;

/** What stands where a pulled file would go is no file and no folder of ours, e.g. a link: nothing is written through it. */
export class BlockedPath extends Error {}

/** Windows knows no such flag, and asks for rights before anybody makes a link. */
const noFollow = process.platform === "win32" ? 0 : constants.O_NOFOLLOW;
const flags = constants.O_APPEND | constants.O_WRONLY | constants.O_CREAT | noFollow;

/** Hosts without GNU find, and without stat, print times that say less, and nothing is made of them. */
function setTime(file: string, time: string): void {
  if (/^\d{9,11}(?:\.\d+)?$/.test(time)) utimesSync(file, Number(time), Number(time));
}

/**
 * The folder on this machine that a run is pulled into. Paths are relative, with `/`, and were checked by `pullPath`;
 * still no step of them is followed through a link.
 */
export class PulledFolder {
  readonly root: string;
  /** Folders that were found to be folders. */
  private readonly looked = new Set<string>();

  constructor(root: string) {
    this.root = root;
    mkdirSync(join(root, pullFolderName), { recursive: true, mode: 0o700 });
  }

  /** In bytes; null: there is none. Throws BlockedPath where something else stands. */
  size(path: string): number | null {
    for (const folder of this.parents(path)) if (!this.isFolder(folder)) return null;
    const stat = lstatSync(join(this.root, path), { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (!stat.isFile()) throw new BlockedPath(path);
    return stat.size;
  }

  /** Takes the present file out of the way, and keeps it beside its place. */
  keepAside(path: string): void {
    const folder = dirname(join(this.root, path));
    if (this.size(path) === null) return;
    const name = nextSegmentName(basename(path), readdirSync(folder));
    renameSync(join(this.root, path), join(folder, name));
  }

  /**
   * Puts a whole file into its place, at once; what stands there is kept aside. `time` is when the host wrote it, as it
   * lists it: readers tell by it which steps were sampled before a resume.
   */
  async place(path: string, bytes: Uint8Array, time: string): Promise<void> {
    this.makeParent(path);
    const staged = join(this.root, pullFolderName, "placing");
    rmSync(staged, { force: true });
    await this.write(staged, bytes);
    setTime(staged, time);
    this.keepAside(path);
    renameSync(staged, join(this.root, path));
  }

  /** Moves a file that was fetched into the pull's own folder to its place. */
  move(from: string, path: string, time: string): void {
    this.makeParent(path);
    setTime(from, time);
    this.keepAside(path);
    renameSync(from, join(this.root, path));
  }

  /** Adds to the end of a file, which is so long by now. */
  async append(path: string, bytes: Uint8Array): Promise<void> {
    this.makeParent(path);
    this.size(path);
    await this.write(join(this.root, path), bytes);
  }

  /** `cksum` of some bytes of a file. */
  async checksum(path: string, start: number, end: number): Promise<number> {
    const file = await open(join(this.root, path), "r");
    try {
      const sum = new PosixChecksum();
      const buffer = Buffer.alloc(Math.min(chunkBytes, Math.max(0, end - start)));
      for (let at = start; at < end;) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
        if (bytesRead === 0) break;
        sum.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      return sum.digest();
    } finally {
      await file.close();
    }
  }

  async bytes(path: string, start: number, end: number): Promise<Buffer> {
    const file = await open(join(this.root, path), "r");
    try {
      const buffer = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  private parents(path: string): readonly string[] {
    const names = path.split("/").slice(0, -1);
    return names.map((_, at) => join(this.root, ...names.slice(0, at + 1)));
  }

  /** Whether the folder is there; a link, which may lead anywhere, is none. */
  private isFolder(folder: string): boolean {
    if (this.looked.has(folder)) return true;
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    if (!stat.isDirectory()) throw new BlockedPath(folder);
    this.looked.add(folder);
    return true;
  }

  private makeParent(path: string): void {
    for (const folder of this.parents(path)) if (!this.isFolder(folder)) mkdirSync(folder, { mode: 0o755 });
  }

  private async write(absolute: string, bytes: Uint8Array): Promise<void> {
    const file = await open(absolute, flags, 0o644);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  }
}
