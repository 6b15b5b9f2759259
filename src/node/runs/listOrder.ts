import type { ListQuery } from "../../protocol/runsApi.js";
import type { DetailStore } from "./detailStore.js";
import type { RowFilter } from "./filter/rowFilter.js";
import type { RowPlace } from "./filter/rowPlace.js";
import type { RunFilters } from "./filter/runFilters.js";
import type { RowSource } from "./rowSource.js";
import type { ListOrder } from "./sortRows.js";

/** What a list of rows is made from. */
interface ListSources {
  readonly filters: RunFilters;
  readonly rows: RowSource;
  readonly details: DetailStore;
}

/** The filter and the order of a list, once what they need is read of its rows; most orders and many filters need nothing. */
export async function listOrder(
  places: readonly RowPlace[],
  query: ListQuery,
  { filters, rows, details }: ListSources,
): Promise<ListOrder> {
  const filter = filters.of(query);
  await filter.know(places, row => rows.openFresh(row));
  if (query.order.key === "iou") await knowDetails(places, filter, rows);
  return { order: query.order, filter, details };
}

async function knowDetails(places: readonly RowPlace[], filter: RowFilter, source: RowSource): Promise<void> {
  const rows = places.filter(place => filter.passes(place) === true).map(({ row }) => row);
  await source.ensureDetails(rows.filter(({ file, row }) => !file.columns.isMalformed(row)));
}
