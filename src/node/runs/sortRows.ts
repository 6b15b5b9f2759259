import type { FieldValue } from "../../core/filter/testAtom.js";
import type { SortOrder } from "../../protocol/runsApi.js";
import type { DetailStore } from "./detailStore.js";
import { sortedByKeys, type SortKey } from "./filter/compareKeys.js";
import type { RowFilter } from "./filter/rowFilter.js";
import type { RowPlace } from "./filter/rowPlace.js";
import type { Group } from "./group.js";
import { meanOf } from "./meanOf.js";
import type { Row } from "./rowsOf.js";
import type { Step } from "./run.js";
import { scoreOf } from "./stepStatistics.js";

/** How a list is ordered: by one of the usual keys, else as the filter's query says, else as the file is. */
export interface ListOrder {
  readonly order: SortOrder;
  readonly filter: RowFilter;
  readonly details: DetailStore;
}

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

function sorted<T>(items: readonly T[], keyOf: (item: T) => SortKey, { order, filter }: ListOrder): readonly T[] {
  const { sort } = filter.query;
  if (order.key === "file" && order.descending) return items.toReversed();
  if (order.key === "file") return sort === null ? items : sortedByKeys(items, keyOf, sort);
  return sortedByKeys(items, keyOf, [{ isDescending: order.descending }]);
}

/** What one row is sorted by. */
function rowKey(place: RowPlace, { order, filter, details }: ListOrder): SortKey {
  return order.key === "file" ? filter.keyOf(place) : [sortValue(place.row, order.key, details)];
}

/** Rows in the asked order; equal ones keep the order of the file. */
export function sortRows(places: readonly RowPlace[], list: ListOrder): readonly RowPlace[] {
  return sorted(places, place => rowKey(place, list), list);
}

/** What rows have together: the mean of their numbers; where they have texts, the first of these. */
function together(values: readonly FieldValue[]): FieldValue {
  const numbers = values.map(value => (typeof value === "number" || typeof value === "boolean" ? Number(value) : null));
  const { value } = meanOf(numbers);
  return value ?? values.find(one => one !== null) ?? null;
}

/** Groups by what their rows have together. */
export function sortGroups(step: Step, groups: readonly Group[], list: ListOrder): readonly Group[] {
  const keyOf = (group: Group): SortKey => {
    const keys = group.rows.map(row => rowKey({ row, step, group }, list));
    return (keys[0] ?? []).map((_, term) => together(keys.map(key => key[term] ?? null)));
  };
  return sorted(groups, keyOf, list);
}
