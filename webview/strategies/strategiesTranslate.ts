import { rewardStrings, type RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { fillText } from "../fillText.js";

/** A text of the strategies view with its values. */
export type StrategiesTranslate = (key: RewardStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const strategiesTranslate =
  (table: Readonly<Record<string, string>>): StrategiesTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? rewardStrings[key], values);
