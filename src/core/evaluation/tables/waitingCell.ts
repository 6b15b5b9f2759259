import { undecided } from "../outcomeCounts.js";
import type { CellItems } from "./cellItems.js";
import type { WaitingCell } from "./resultCell.js";

/** Whether answers wait for a judge, or a judge failed at some: nothing can be said of their share. */
export const isWaiting = ({ outcomes }: Pick<CellItems, "outcomes">): boolean => undecided(outcomes) > 0;

/** The bounds of a cell in which answers wait; null: all are decided. An item counts by the share of its attempts. */
export function waitingCell(cell: CellItems): WaitingCell | null {
  if (!isWaiting(cell)) return null;
  const { counted, right, waiting, outcomes } = cell;
  let [lo, hi, n] = [0, 0, 0];
  for (let item = 0; item < counted.length; item++) {
    const open = waiting[item] ?? 0;
    const attempts = (counted[item] ?? 0) + open;
    if (attempts === 0) continue;
    lo += (right[item] ?? 0) / attempts;
    hi += ((right[item] ?? 0) + open) / attempts;
    n++;
  }
  const attempts = undecided(outcomes);
  return n === 0 ? { attempts, lo: 0, hi: 1, n } : { attempts, lo: lo / n, hi: hi / n, n };
}
