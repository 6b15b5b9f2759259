import type { SortOrder } from "../../protocol/runsApi.js";
import type { DetailStore } from "./detailStore.js";
import type { Group } from "./group.js";
import { meanOf } from "./meanOf.js";
import type { Row } from "./rowsOf.js";
import { scoreOf } from "./stepStatistics.js";

/** What a row is sorted by; null where it has no such value, which sorts last in both directions. */
function sortValue(row: Row, key: SortOrder["key"], details: DetailStore): number | null {
  switch (key) {
    case "file":
      return null;
    case "score":
      return scoreOf(row);
    case "iou":
      return details.get(row.file, row.row)?.meanIou ?? null;
    case "length":
      return row.file.columns.responseLengthOf(row.row);
  }
}

function sorted<T>(items: readonly T[], valueOf: (item: T) => number | null, descending: boolean): readonly T[] {
  const keyed = items.map((item, at) => ({ item, at, value: valueOf(item) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || a.at - b.at;
    return (descending ? b.value - a.value : a.value - b.value) || a.at - b.at;
  });
  return keyed.map(({ item }) => item);
}

/** Rows in the asked order; equal ones keep the order of the file. */
export function sortRows(rows: readonly Row[], order: SortOrder, details: DetailStore): readonly Row[] {
  if (order.key === "file") return order.descending ? [...rows].reverse() : rows;
  return sorted(rows, row => sortValue(row, order.key, details), order.descending);
}

/** Groups by the mean of their rows' values. */
export function sortGroups(groups: readonly Group[], order: SortOrder, details: DetailStore): readonly Group[] {
  if (order.key === "file") return order.descending ? [...groups].reverse() : groups;
  const mean = (group: Group) => meanOf(group.rows.map(row => sortValue(row, order.key, details))).value;
  return sorted(groups, mean, order.descending);
}
