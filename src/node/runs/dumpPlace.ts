import { dirname, join, sep } from "node:path";
import type { DumpPlace } from "../../core/rollout/dumpFormat.js";
import { formats } from "../../core/rollout/formats.js";
import type { IndexedFile } from "../index/indexedFile.js";

const finders = new Map(formats.flatMap(({ id, placeOf }) => (placeOf === undefined ? [] : [[id, placeOf] as const])));
const known = new WeakMap<IndexedFile, DumpPlace | null>();

/** What a file's path says of its rows, by the habits of the trainer that wrote it; null where it says nothing. */
export function dumpPlace(file: IndexedFile): DumpPlace | null {
  const find = file.format === null ? undefined : finders.get(file.format);
  if (find === undefined) return null;
  const found = known.get(file) ?? find(file.path.split(sep).join("/"));
  known.set(file, found);
  return found;
}

/**
 * The folder whose files are the steps of one list: the file's own, but for trainers that make a folder for each step.
 * It names the list and may be none on the disk.
 */
export function dumpHome(file: IndexedFile): string {
  const place = dumpPlace(file);
  return place === null ? dirname(file.path) : join(place.run, place.dumps);
}
