import type { BigIntStats } from "node:fs";

/** What `stat` says of a file; equal identities mean, but for writes within one tick of its clock, an unchanged file. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Device and inode. */
  readonly inode: string;
}

/** Times keep their microseconds: whole milliseconds would hide a second write within one. */
export function identityOf(stats: BigIntStats): FileIdentity {
  return {
    size: Number(stats.size),
    mtimeMs: Number(stats.mtimeNs / 1000n) / 1000,
    ctimeMs: Number(stats.ctimeNs / 1000n) / 1000,
    inode: `${stats.dev}:${stats.ino}`,
  };
}

export const isSameIdentity = (a: FileIdentity, b: FileIdentity): boolean =>
  a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.inode === b.inode;
