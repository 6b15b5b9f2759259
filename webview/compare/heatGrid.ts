import type { SideHeatMaps } from "../../src/protocol/reward/compareApi.js";

/** Boxes a rollout over each cell of a page, row by row from its top left; of a difference they have a sign. */
export interface HeatGrid {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
  readonly boxes: number;
  readonly rollouts: number;
  /** Calls whose box is nowhere on the page. */
  readonly left: number;
  readonly isDifference: boolean;
}

/** Ninths of a page, row by row from its top left. */
export const placeKeys = [
  ...(["topLeft", "top", "topRight"] as const),
  ...(["middleLeft", "middle", "middleRight"] as const),
  ...(["bottomLeft", "bottom", "bottomRight"] as const),
] as const;

/** Sums of neighbouring cells and comparisons of maps. */
export const heatGrid = {
  /** The map of one side; of no rollout it is empty. */
  of({ columns, rows, sides }: SideHeatMaps, side: number): HeatGrid {
    const { rollouts, boxes, left, counts } = sides[side] ?? { rollouts: 0, boxes: 0, left: 0, counts: [] };
    const values = counts.map(count => (rollouts === 0 ? 0 : count / rollouts));
    return { columns, rows, values, boxes, rollouts, left, isDifference: false };
  },

  /** One map less another one. Their grids may differ in rows where their pages do: then nothing can be compared. */
  minus(a: HeatGrid, b: HeatGrid): HeatGrid | null {
    if (a.columns !== b.columns || a.rows !== b.rows) return null;
    const values = Array.from({ length: a.columns * a.rows }, (_, i) => (a.values[i] ?? 0) - (b.values[i] ?? 0));
    const sum = (name: "boxes" | "rollouts" | "left") => a[name] + b[name];
    return {
      ...{ columns: a.columns, rows: a.rows, values, isDifference: true },
      ...{ boxes: sum("boxes"), rollouts: sum("rollouts"), left: sum("left") },
    };
  },

  largest: (grids: readonly HeatGrid[]): number =>
    grids.reduce((most, { values }) => values.reduce((best, value) => Math.max(best, Math.abs(value)), most), 0),

  /** Means over the ninths of the page, in the order of `placeKeys`. */
  ninths({ columns, rows, values }: HeatGrid): readonly number[] {
    const sums = placeKeys.map(() => ({ sum: 0, cells: 0 }));
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const across = Math.min(2, Math.floor((3 * column) / columns));
        const ninth = sums[3 * Math.min(2, Math.floor((3 * row) / rows)) + across];
        if (ninth === undefined) continue;
        ninth.sum += values[row * columns + column] ?? 0;
        ninth.cells += 1;
      }
    return sums.map(({ sum, cells }) => (cells === 0 ? 0 : sum / cells));
  },
} as const;
