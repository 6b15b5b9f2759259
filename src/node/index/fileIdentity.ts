import type { Stats } from "node:fs";

/** What `stat` says of a file; equal identities mean, but for writes within one tick of its clock, an unchanged file. */
export interface FileIdentity {
  readonly size: number;
  /** Milliseconds since 1970, with what the file system has of fractions: whole ones would hide a second write in one. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Device and inode. */
  readonly inode: string;
}

export function identityOf({ size, mtimeMs, ctimeMs, dev, ino }: Stats): FileIdentity {
  return { size, mtimeMs, ctimeMs, inode: `${String(dev)}:${String(ino)}` };
}

export const isSameIdentity = (a: FileIdentity, b: FileIdentity): boolean =>
  a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.inode === b.inode;
