import type { RewardStringKey } from "../../src/protocol/reward/rewardStrings.js";
import { KeyHelp } from "../keyHelp.js";
import { strategiesContext } from "./strategiesContext.js";

const keys: readonly { readonly keys: string; readonly label: RewardStringKey }[] = [
  { keys: "← ↑ → ↓", label: "keyWalk" },
  { keys: "Home End", label: "keyEnds" },
  { keys: "Enter", label: "keyEnter" },
  { keys: "D", label: "keyDiff" },
  { keys: "P", label: "keyPin" },
  { keys: "Delete", label: "keyRemove" },
  { keys: "?", label: "keyKeys" },
];

/** The keys of the strategies view, by `?`. */
export function StrategiesKeys() {
  const { t } = strategiesContext.use();
  const listed = keys.map(one => ({ keys: one.keys, label: t(one.label) }));
  return <KeyHelp title={t("allKeys")} close={t("closeKeys")} keys={listed} />;
}
