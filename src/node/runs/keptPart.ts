import { basename, dirname, join } from "node:path";
import { readSegmentName } from "../../core/rollout/segmentName.js";

/** An earlier part of a file that a pull kept when the file on the host shrank or was replaced. */
export interface KeptPart {
  /** Of the file that it is a part of. */
  readonly path: string;
  /** From 1, the oldest first. */
  readonly number: number;
}

/** What the path of a kept part says; null for every other file. */
export function keptPart(path: string): KeptPart | null {
  if (!path.endsWith(".segment")) return null;
  const read = readSegmentName(basename(path));
  return read === null ? null : { path: join(dirname(path), read.name), number: read.number };
}
