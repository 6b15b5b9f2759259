import { componentNames } from "../../core/reward/rewardScore.js";
import type { ScoredLine } from "./outputSchemas.js";

const lineWidth = 6;
const least = 8;

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : String(Math.round(value * 1e4) / 1e4);

/** Rewards as aligned columns, a row at a time: an input may go on for hours. */
export class ScoreTable {
  readonly head: string;
  private readonly names: readonly string[];

  constructor(specs: readonly string[]) {
    this.names = [...componentNames, ...specs];
    this.head = ["line".padStart(lineWidth), ...this.names.map(name => name.padStart(least))].join("  ");
  }

  row(number: number, line: ScoredLine): string {
    const start = String(number).padStart(lineWidth);
    if ("error" in line) return `${start}  ${line.error}`;
    const values: Readonly<Record<string, number | null>> = { ...line.components, ...line.totals };
    return [start, ...this.names.map(name => figure(values[name]).padStart(Math.max(least, name.length)))].join("  ");
  }
}
