import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";

/** A grid over a page, row by row from its top left; a cell counts each box by the share of the cell that it covers. */
export interface HeatMap {
  readonly columns: number;
  readonly rows: number;
  readonly counts: Float64Array;
}

/** As many rows as make cells square on a page of this size; a square grid where pages of several shapes lie on it. */
export function rowsFor(columns: number, page: Size | null): number {
  if (page === null || page.width <= 0) return columns;
  return Math.max(1, Math.min(4 * columns, Math.round((columns * page.height) / page.width)));
}

/** Neighbouring cells, each with the share of it that is covered. */
interface Covered {
  readonly first: number;
  readonly shares: readonly number[];
}

/** What the stretch from `from` to `to` (in shares of the page) covers of `cells` cells. */
function coverage(from: number, to: number, cells: number): Covered {
  const start = Math.max(0, Math.min(cells, from * cells));
  const end = Math.max(start, Math.min(cells, to * cells));
  const first = Math.floor(start);
  const shares = Array.from({ length: Math.ceil(end) - first }, (_, i) =>
    Math.max(0, Math.min(end, first + i + 1) - Math.max(start, first + i)),
  );
  return { first, shares };
}

/** Lays boxes, each in pixels of its own page, over one grid. What reaches over a page's edge is cut off. */
export function heatMap(
  boxes: Iterable<{ readonly box: Box; readonly page: Size }>,
  columns: number,
  rows: number,
): HeatMap {
  const counts = new Float64Array(columns * rows);
  for (const { box, page } of boxes) {
    const across = coverage(box[0] / page.width, box[2] / page.width, columns);
    const down = coverage(box[1] / page.height, box[3] / page.height, rows);
    down.shares.forEach((height, i) => {
      const start = (down.first + i) * columns + across.first;
      across.shares.forEach((width, k) => {
        counts[start + k] = (counts[start + k] ?? 0) + width * height;
      });
    });
  }
  return { columns, rows, counts };
}
