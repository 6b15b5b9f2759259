import { isSft, type Method } from "../../launch/method.js";
import { resolveConfig } from "../../launch/resolveConfig.js";
import type { TrainerConfig } from "../../launch/runConfig.js";
import type { DatasetOptions } from "../../launch/trainerOptions.js";
import { defaultResizeLimits } from "../../page/resizeLimits.js";
import { defaultSettings } from "../defaultSettings.js";
import type { EvaluationInput } from "../evaluationRun.js";
import type { EvaluationSettings } from "../evaluationSettings.js";
import { familyOf } from "../familyOf.js";
import type { ModelFamilyId } from "../modelFamily.js";

/** A training run, as far as it says how its model was asked. */
export interface TrainedRun {
  readonly config: TrainerConfig;
  /** `options/<stage>/dataset.json` of the stage; null: a supervised run has none. */
  readonly options: Pick<DatasetOptions, "maxPixels" | "minPixels" | "factor"> | null;
}

const inputOf = (method: Method): EvaluationInput => (method === "RARL" ? "zoom" : "page");

/**
 * How a checkpoint is asked as it was trained: with the tool or without, with its crop rule and turns, in its grid of
 * pixels, with its limit of tokens, and greedily, as its validation was. `chosen`: the family, where the name of the
 * weights tells none; the box convention of our trainers is theirs in any case, pixels of the page as the model sees it.
 */
export function trainedSettings(
  { config, options }: TrainedRun,
  served: string,
  chosen: ModelFamilyId | null = null,
): EvaluationSettings {
  const { method, engine, model } = config;
  const { hyper, maxPixels, minPixels } = resolveConfig(config);
  const input = inputOf(method);
  const usual = defaultSettings(served, input, chosen ?? familyOf(model.path).id);
  return {
    ...usual,
    use: method === "SFT-S" ? "answer" : "reason",
    image: {
      ...usual.image,
      maxSide: null,
      maxPixels: options?.maxPixels ?? maxPixels.value,
      minPixels: options?.minPixels ?? minPixels.value,
      multiple: options?.factor ?? defaultResizeLimits.factor,
    },
    boxes: "px_resized",
    tools:
      input === "zoom"
        ? { style: "text", tool: engine === "verl-deepeyes" ? "deepeyes" : "verl", maxTurns: hyper.turns.value }
        : null,
    sampling: {
      ...usual.sampling,
      maxTokens: isSft(method) ? usual.sampling.maxTokens : hyper.responseTokens.value,
    },
  };
}
