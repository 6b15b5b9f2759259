import type { StrategyCell } from "../../src/protocol/reward/whatIfApi.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { formatNumber } from "../formatNumber.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

const reasons: Readonly<Record<string, RewardStringKey>> = {
  all_right: "flatAllRight",
  all_wrong: "flatAllWrong",
  all_malformed: "flatAllMalformed",
  cancel: "flatCancel",
  equal: "flatEqual",
  size_one: "flatSizeOne",
  tiny: "flatTiny",
};

function flatWords({ flat, flatGroups, groups }: StrategyCell, t: StrategiesTranslate): string {
  if (flatGroups === null) return t("cellWithheld");
  if (flatGroups === 0) return t("cellNoFlat");
  const parts = Object.entries(flat).filter(([, count]) => count > 0);
  const words = parts.map(([reason, count]) => t(reasons[reason] ?? "flatOther", count));
  return t("cellFlat", flatGroups, groups, words.join(", "));
}

function changeWords(cell: StrategyCell, t: StrategiesTranslate): readonly string[] {
  const { flipped, compared, signalChanged, rank } = cell;
  const shareOf = (count: number) => [formatNumber.percent(count / compared, 0)];
  if (flipped === null || signalChanged === null) return [];
  return [
    t("cellFlips", flipped, compared, ...shareOf(flipped)),
    t("cellSignal", signalChanged, compared, ...shareOf(signalChanged)),
    rank.value === null ? t("cellNoRank") : t("cellRank", formatNumber.fixed(rank.value, 2), rank.groups, rank.left),
  ];
}

/** Everything that one cell says, as facts. `isSame`: it is the very strategy that the others are compared with. */
export function cellWords(cell: StrategyCell, isSame: boolean, t: StrategiesTranslate): readonly string[] {
  const { rollouts, groups, notRecomputable, unit } = cell;
  return [
    t("cellRollouts", rollouts, groups),
    flatWords(cell, t),
    ...(isSame ? [t("cellSame")] : changeWords(cell, t)),
    ...(notRecomputable > 0 ? [t("cellNotRecomputable", notRecomputable, rollouts)] : []),
    ...(unit === null ? [] : [t(unit === "token" ? "cellUnitToken" : "cellUnitRollout")]),
  ];
}
