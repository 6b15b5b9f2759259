import type { OrderSource, PageRecord, PanelRecord } from "../pageRecord.js";
import { pageOrder } from "./pageOrder.js";
import type { OrderedPanel, ReadingDirection } from "./readingOrder.js";

/** Ids of all panels as the set itself orders them; null where it leaves one out or says one number twice. */
function givenOrder({ panels }: PageRecord): readonly string[] | null {
  const given = panels.flatMap(({ id, order, order_source }) =>
    order === null || order_source === "computed" ? [] : [{ id, order }],
  );
  const isWhole = given.length === panels.length && new Set(given.map(({ order }) => order)).size === panels.length;
  return isWhole ? given.sort((a, b) => a.order - b.order).map(({ id }) => id) : null;
}

type Places = ReadonlyMap<string, OrderedPanel>;

/** Rows and columns were found by the computed order. They say nothing where panels are read in an order across them. */
function agrees(ids: readonly string[], places: Places): boolean {
  let [row, column] = [0, 0];
  return ids.every(id => {
    const place = places.get(id);
    const next = [place?.row ?? row, place?.column ?? 0] as const;
    const follows = next[0] > row || (next[0] === row && next[1] >= column);
    [row, column] = next;
    return follows;
  });
}

function ordered(page: PageRecord, ids: readonly string[], source: OrderSource, places: Places): PageRecord {
  const order = new Map(ids.map((id, at) => [id, at]));
  const hasRows = agrees(ids, places);
  const withOrder = (panel: PanelRecord): PanelRecord => ({
    ...panel,
    order: order.get(panel.id) ?? null,
    order_source: source,
    order_confidence: source === "computed" ? (places.get(panel.id)?.confidence ?? null) : null,
    row: hasRows ? (places.get(panel.id)?.row ?? null) : null,
    column: hasRows ? (places.get(panel.id)?.column ?? null) : null,
  });
  return { ...page, panels: page.panels.map(withOrder) };
}

/**
 * The page with every panel's place in the reading order, in the panels' own sequence: as a person says (`person`: ids of
 * all panels), else as annotated of all panels, else computed with its confidence. Rows and columns are always computed.
 * `direction`: of pages that do not say their own.
 */
export function withReadingOrder(
  page: PageRecord,
  direction: ReadingDirection,
  person: readonly string[] | null,
): PageRecord {
  const computed = pageOrder(page, page.direction ?? direction);
  const places = new Map(computed.map(panel => [panel.id, panel]));
  if (person !== null) return ordered(page, person, "person", places);
  const given = givenOrder(page);
  if (given !== null) return ordered(page, given, "given", places);
  return ordered(
    page,
    computed.map(({ id }) => id),
    "computed",
    places,
  );
}
