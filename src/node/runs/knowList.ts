import type { ListQuery } from "../../protocol/runsApi.js";
import type { RowFilter } from "./filter/rowFilter.js";
import type { RowPlace } from "./filter/rowPlace.js";
import type { RowSource } from "./rowSource.js";

/** Reads of a list's rows what its filter and its order need; most orders and many filters need nothing. */
export async function knowList(
  places: readonly RowPlace[],
  { order }: ListQuery,
  filter: RowFilter,
  source: RowSource,
): Promise<void> {
  await filter.know(places, row => source.openFresh(row));
  if (order.key !== "iou") return;
  const rows = places.filter(place => filter.passes(place) === true).map(({ row }) => row);
  await source.ensureDetails(rows.filter(({ file, row }) => !file.columns.isMalformed(row)));
}
