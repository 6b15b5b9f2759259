import type { PushedQuery } from "../../src/protocol/reward/strategiesViewApi.js";
import type { StrategyCell } from "../../src/protocol/reward/whatIfApi.js";
import { componentNames, type ComponentName } from "../../src/core/reward/rewardScore.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { formatNumber } from "../formatNumber.js";

/** What the table says of a strategy at a step. */
export const figureNames = ["mean", "flat", "flips", "signal", "rank"] as const;
export type FigureName = (typeof figureNames)[number];

/** Which rollouts a figure is about, when one asks for them. */
export const rolloutsBehind: Readonly<Record<FigureName, PushedQuery["which"]>> = {
  mean: "all",
  flat: "flat",
  flips: "flipped",
  signal: "signal",
  rank: "all",
};

export const partTexts: Readonly<Record<ComponentName, RewardStringKey>> = {
  format: "partFormat",
  accuracy: "partAccuracy",
  toolCount: "partToolCount",
  toolAccuracy: "partToolAccuracy",
};

/** A row of the table: a strategy, or one part of its reward below it. */
export interface TableRow {
  readonly spec: string;
  /** Index of the strategy in the answer. */
  readonly strategy: number;
  readonly part: ComponentName | null;
}

/** The rows of the table, with the parts of each strategy below it where they are wanted. */
export function tableRowsOf(specs: readonly string[], showsParts: boolean): readonly TableRow[] {
  return specs.flatMap((spec, strategy) => [
    { spec, strategy, part: null },
    ...(showsParts ? componentNames.map(part => ({ spec, strategy, part })) : []),
  ]);
}

/** A figure as a number; "same" where the strategy would be compared with itself, null where there is none. */
export function figureOf(cell: StrategyCell, name: FigureName, isSame: boolean): number | "same" | null {
  switch (name) {
    case "mean":
      return cell.means.total;
    case "flat":
      return cell.flatGroups;
    case "flips":
      return isSame ? "same" : cell.flipped;
    case "signal":
      return isSame ? "same" : cell.signalChanged;
    case "rank":
      return isSame ? "same" : cell.rank.value;
  }
}

/** Means and ranks have two decimals, counts none. */
export const figureText = (value: number, name: FigureName): string =>
  name === "mean" || name === "rank" ? formatNumber.fixed(value, 2) : String(value);
