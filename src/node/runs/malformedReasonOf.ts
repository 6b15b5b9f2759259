import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { MalformedRow } from "../index/indexedFile.js";
import type { Row } from "./rowsOf.js";

/** By the list of a file's state, which never changes: a changed file has another list. */
const known = new WeakMap<readonly MalformedRow[], ReadonlyMap<number, MalformedReason>>();

/** Why the scan took a row for malformed; undefined where it did not. A file may have millions of such rows. */
export function malformedReasonOf({ file, row }: Row): MalformedReason | undefined {
  const found = known.get(file.malformed) ?? new Map(file.malformed.map(one => [one.row, one.reason] as const));
  known.set(file.malformed, found);
  return found.get(row);
}
