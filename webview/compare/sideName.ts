import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import type { CompareTranslate } from "./compareTranslate.js";
import { sideSets } from "./sideSets.js";

const lastPart = (path: string) => path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "");

function stepsName({ from, to, phase }: RolloutSet, hasBothPhases: boolean, t: CompareTranslate): string {
  if (from === null && to === null) return t("allSteps");
  if (from !== to) return t("steps", from ?? "", to ?? "");
  const step = from ?? "";
  if (!hasBothPhases) return t("step", step);
  return phase === "validation" ? t("validationStep", step) : t("trainingStep", step);
}

/** What a side is called among the others: its step, and its phase and run where the sides differ in them. */
export function sideName(
  set: RolloutSet,
  sides: readonly RolloutSet[],
  sources: readonly RolloutSource[],
  t: CompareTranslate,
): string {
  const name = stepsName(set, new Set(sides.map(({ phase }) => phase)).size > 1, t);
  const runs = new Set(sides.map(({ run, folder }) => `${run}\n${folder ?? ""}`));
  if (runs.size < 2) return name;
  const source = sideSets.sourceOf(set, sources);
  return t("sideOfRun", source?.name ?? lastPart(set.folder ?? set.run), name);
}
