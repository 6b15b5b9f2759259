import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { EvalRunOptions } from "./evalRunSettings.js";

/** Whether an option stands on the command line; else its value is only the usual one. */
export type IsGiven = (name: keyof EvalRunOptions) => boolean;

/**
 * The options by which a checkpoint is asked as it was trained, but for what the command line says otherwise. A use goes
 * with its input: who asks in another input is asked with its usual prompt.
 */
export function checkpointOptions(
  options: EvalRunOptions,
  isGiven: IsGiven,
  trained: EvaluationSettings,
): EvalRunOptions {
  const { image, tools, sampling } = trained;
  const input = isGiven("input") ? options.input : trained.input;
  return {
    ...{ maxSide: image.maxSide ?? "none", maxPixels: image.maxPixels ?? "none" },
    ...{ minPixels: image.minPixels ?? "none", multiple: image.multiple ?? "none" },
    ...{ family: trained.family, boxes: trained.boxes, ...(input === trained.input ? { use: trained.use } : {}) },
    ...(tools === null ? {} : { toolStyle: tools.style, maxTurns: tools.maxTurns }),
    ...options,
    ...{ model: trained.model, input },
    tool: isGiven("tool") || tools === null ? options.tool : tools.tool,
    maxTokens: isGiven("maxTokens") ? options.maxTokens : sampling.maxTokens,
  };
}
