import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

/** Names of what figures are about. */
export const setName = {
  /** "Step 40", "Steps 1–40". */
  steps({ from, to }: Pick<RolloutSet, "from" | "to">, t: StrategiesTranslate): string {
    if (from === null || to === null) return t("allRollouts");
    return from === to ? t("step", from) : t("steps", from, to);
  },

  /** "comics-rl · training", with its folder where a run has several of a phase. */
  source({ name, phase, folder }: RolloutSource, t: StrategiesTranslate): string {
    const named = folder === null ? name : t("sourceFolder", name, folder);
    return t(phase === "training" ? "sourceTraining" : "sourceValidation", named);
  },
} as const;
