import { canonicalJson } from "../../benchmark/canonicalJson.js";
import type { EvaluationSettings } from "../evaluationSettings.js";
import type { CheckpointFinding } from "./checkpointFinding.js";

/** Settings that make another question of it for the model, by the names that evaluation.json has for them. */
function askedAs({ input, use, image, boxes, tools, sampling }: EvaluationSettings): Readonly<Record<string, unknown>> {
  return {
    ...{ input, use, boxes },
    "image.max_side": image.maxSide,
    "image.max_pixels": image.maxPixels,
    "image.min_pixels": image.minPixels,
    "image.multiple": image.multiple,
    "image.mime": image.mime,
    "tools.style": tools?.style ?? null,
    "tools.tool": tools?.tool ?? null,
    "tools.max_turns": tools?.maxTurns ?? null,
    "sampling.max_tokens": sampling.maxTokens,
  };
}

const shown = (value: unknown): string => (typeof value === "string" ? value : canonicalJson(value ?? null));

/** A finding for each setting by which a checkpoint is asked in another way than it was trained. */
export function trainingDifferences(
  trained: EvaluationSettings,
  asked: EvaluationSettings,
): readonly CheckpointFinding[] {
  const now = askedAs(asked);
  return Object.entries(askedAs(trained))
    .filter(([key, value]) => shown(value) !== shown(now[key]))
    .map(([key, value]) => ({ code: "setting-differs", values: [key, shown(value), shown(now[key])] }));
}
