import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";

const byteOf = (row: OpenedRow): number | null => (row.kind === "rollout" ? row.source.byteOffset : row.byteOffset);

/**
 * The row of a run's file that begins at a byte. `line` is the number of its line, which its number as a row can only be
 * less than: blank lines are no rows. Null where the file is in no run, or no row begins there.
 */
export async function rolloutAt(
  open: (ref: RolloutRef) => Promise<OpenedRow>,
  { file, line, offset }: { readonly file: string; readonly line: number; readonly offset: number },
): Promise<RolloutRef | null> {
  let [low, high] = [0, line];
  for (let row = line; low <= high; row = (low + high) >> 1) {
    const found = byteOf(await open({ file, row }));
    if (found === offset) return { file, row };
    if (found === null || found > offset) high = row - 1;
    else low = row + 1;
  }
  return null;
}
