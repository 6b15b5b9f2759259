import type { RolloutSet, RolloutSource } from "../../src/protocol/reward/rolloutSet.js";
import type { StrategiesTranslate } from "./strategiesTranslate.js";

/** Names of what figures are about. */
export const setName = {
  /** "Step 40", "Steps 1–40". */
  steps({ from, to }: Pick<RolloutSet, "from" | "to">, t: StrategiesTranslate): string {
    if (from === null || to === null) return t("allRollouts");
    return from === to ? t("step", from) : t("steps", from, to);
  },

  /** "comics-rl · training"; a file without steps is called by its name alone. */
  source({ name, phase, steps }: RolloutSource, t: StrategiesTranslate): string {
    if (steps.length === 0) return name;
    return t(phase === "training" ? "sourceTraining" : "sourceValidation", name);
  },
} as const;
