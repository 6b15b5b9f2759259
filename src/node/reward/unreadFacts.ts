import { FactNames } from "../../core/reward/factNames.js";
import { FactTable } from "../../core/reward/factTable.js";
import type { PackedFacts } from "../../core/reward/packedFacts.js";

/** So many rows that nobody could read. */
export function unreadFacts(rows: number): PackedFacts {
  const table = new FactTable(new FactNames());
  for (let row = 0; row < rows; row++) table.setUnread(row);
  return table.pack();
}
