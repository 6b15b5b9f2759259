import type { RewardStringKey } from "./rewardStrings.js";
import type { ListedStrategy } from "./strategyList.js";

/** Names and notes of the strategies that are built in. */
const builtIn: Readonly<Record<string, readonly [name: RewardStringKey, note: RewardStringKey]>> = {
  rarl: ["nameRarl", "noteRarl"],
  "rarl-warm-start": ["nameWarmStart", "noteWarmStart"],
  "rarl-conditional": ["nameConditional", "noteConditional"],
  deepeyes: ["nameDeepeyes", "noteDeepeyes"],
  "deepeyes-any-crop": ["nameDeepeyesAny", "noteDeepeyesAny"],
  "deepeyes-math": ["nameDeepeyesMath", "noteDeepeyesMath"],
  vanilla: ["nameVanilla", "noteVanilla"],
  "two-phase": ["nameTwoPhase", "noteTwoPhase"],
  "two-phase-conditional": ["nameTwoPhaseConditional", "noteTwoPhaseConditional"],
  "single-phase": ["nameSinglePhase", "noteSinglePhase"],
  "format-random": ["nameFormatRandom", "noteFormatRandom"],
  "pixel-reasoner": ["namePixelReasoner", "notePixelReasoner"],
};

export interface StrategyName {
  readonly name: string;
  /** What is particular about it, in a few words; empty when nobody said. */
  readonly note: string;
}

/** What a strategy is called: `ID@key=value` keeps its options as the note. */
export function strategyName(
  spec: string,
  listed: readonly ListedStrategy[],
  t: (key: RewardStringKey) => string,
): StrategyName {
  const at = spec.indexOf("@");
  const id = at < 0 ? spec : spec.slice(0, at);
  const options = at < 0 ? "" : spec.slice(at + 1).replaceAll(";", ", ");
  const found = listed.find(one => one.spec === id || one.strategy.id === id);
  const keys = builtIn[id];
  const isOurs = keys !== undefined && (found === undefined || found.from === "built-in");
  const own = isOurs ? { name: t(keys[0]), note: t(keys[1]) } : null;
  const name = own?.name ?? found?.strategy.name ?? id;
  return { name, note: options !== "" ? options : (own?.note ?? found?.strategy.note ?? "") };
}
