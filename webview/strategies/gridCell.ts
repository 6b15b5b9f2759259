import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import type { PushedQuery } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategyTable } from "../../src/protocol/reward/whatIfApi.js";
import { figureNames, rolloutsBehind, type FigureName, type TableRow } from "./tableColumns.js";

/** A cell of the table as keys walk it: `column` 0 is the strategy's name, then come the figures of each step. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** What a cell is about. */
export interface GridCell {
  readonly row: TableRow;
  readonly set: RolloutSet;
  /** Index of the step's column in the answer. */
  readonly index: number;
  readonly figure: FigureName;
}

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageDown: [Infinity, 0],
  PageUp: [-Infinity, 0],
};

const within = (value: number, last: number) => Math.min(last, Math.max(0, value));

/** Walking and naming the cells of the table. */
export const gridCell = {
  /** How many columns keys walk. */
  columns: (table: StrategyTable): number => 1 + table.columns.length * figureNames.length,

  /** The place that a key leads to; null for other keys. */
  moved(key: string, { row, column }: GridPlace, rows: number, columns: number): GridPlace | null {
    const move = moves[key];
    if (move === undefined) return null;
    return { row: within(row + move[0], rows - 1), column: within(column + move[1], columns - 1) };
  },

  /** The place of an element of the table, by its `data-at`; null for others. */
  placeOf(target: EventTarget | null): GridPlace | null {
    const written = target instanceof HTMLElement ? target.dataset["at"] : undefined;
    const [row, column] = (written ?? "").split(":").map(Number);
    return written === undefined || row === undefined || column === undefined ? null : { row, column };
  },

  /** What stands at a place; null for names. */
  at(table: StrategyTable, rows: readonly TableRow[], place: GridPlace): GridCell | null {
    const row = rows[place.row];
    const index = Math.floor((place.column - 1) / figureNames.length);
    const set = table.columns[index];
    const figure = figureNames[(place.column - 1) % figureNames.length];
    return row === undefined || place.column === 0 || set === undefined || figure === undefined
      ? null
      : { row, set, index, figure };
  },

  /** The rollouts behind a cell. */
  query({ row, set, figure }: GridCell, table: StrategyTable, estimator: PushedQuery["estimator"]): PushedQuery {
    return { column: set, strategy: row.spec, against: table.against, estimator, which: rolloutsBehind[figure] };
  },
} as const;
