import type { PushedRollout } from "../../src/protocol/reward/whatIfApi.js";
import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { formatNumber } from "../formatNumber.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

/** The outcome of an answer in words. */
export const outcomeTexts: Readonly<Record<PushedRollout["outcome"], RewardStringKey>> = {
  correct: "outcomeCorrect",
  wrong: "outcomeWrong",
  unparsed: "outcomeUnparsed",
  unknown: "outcomeUnknown",
};

/** More IoUs than these are cut: the rollout itself shows all. */
const mostIous = 4;

function zooms({ calls, expected }: PushedRollout, t: StrategiesTranslate): string {
  if (expected !== null && expected > 0 && calls !== expected) return t("whyOfExpected", calls, expected);
  if (calls === 0) return t("whyNoZoom");
  return calls === 1 ? t("whyOneZoom") : t("whyZooms", calls);
}

/** What a rollout did, in facts only: nothing here guesses at a reason. */
export function whyWords(rollout: PushedRollout, t: StrategiesTranslate): string {
  const { ious, outcome, isWellFormed } = rollout;
  const shown = ious.slice(0, mostIous).map(formatNumber.tight).join(" ");
  return [
    t(outcomeTexts[outcome]),
    ...(isWellFormed ? [] : [t("whyFormat")]),
    zooms(rollout, t),
    ...(ious.length === 0 ? [] : [t("whyIous", ious.length > mostIous ? `${shown} …` : shown)]),
  ].join(", ");
}
