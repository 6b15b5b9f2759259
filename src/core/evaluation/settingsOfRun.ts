import type { CropTool } from "../page/cropTool.js";
import { defaultSettings } from "./defaultSettings.js";
import type { EvaluationRun } from "./evaluationRun.js";
import type { EvaluationSampling, EvaluationSettings, ImageSettings, ToolSettings } from "./evaluationSettings.js";

const cropTools: readonly CropTool[] = ["verl", "deepeyes", "pillow"];

function imageOf({ image }: EvaluationRun, usual: ImageSettings): ImageSettings {
  return {
    ...{ maxSide: image.max_side, maxPixels: image.max_pixels, minPixels: image.min_pixels ?? null },
    ...{ multiple: image.multiple, mime: image.mime, quality: image.quality ?? usual.quality },
    ...{ detail: image.detail, areMarksDrawn: image.marks_drawn, shown: image.shown },
  };
}

function samplingOf({ sampling }: EvaluationRun, usual: EvaluationSampling): EvaluationSampling {
  return {
    ...{ temperature: sampling.temperature, topP: sampling.top_p, seed: sampling.seed },
    maxTokens: sampling.max_tokens ?? usual.maxTokens,
    maxTokensName: sampling.max_tokens_name ?? usual.maxTokensName,
    ...{ reasoningEffort: sampling.reasoning_effort, attempts: sampling.n, extra: sampling.extra },
  };
}

/** `undefined`: a tool that is not known here. */
function toolsOf({ tools }: EvaluationRun): ToolSettings | null | undefined {
  if (tools === null) return null;
  const tool = cropTools.find(name => name === tools.tool);
  return tool === undefined ? undefined : { style: tools.style, tool, maxTurns: tools.max_turns };
}

/**
 * The settings by which an evaluation was begun, out of its `evaluation.json`, so that it can be gone on with. Null: it was
 * imported, or asked with a tool that is not known here. Where it does not say its limit, it has as many questions as it has.
 */
export function settingsOfRun(run: EvaluationRun): EvaluationSettings | null {
  const { dataset, model, input, use, boxes, shard } = run;
  const tools = toolsOf(run);
  if (run.imported !== null || tools === undefined) return null;
  const usual = defaultSettings(model.requested, input, model.family);
  return {
    ...{ model: model.requested, family: model.family, checkpoint: model.checkpoint, input, use },
    ...{ splits: dataset.splits, tasks: dataset.tasks, shard, boxes, tools },
    limit: dataset.limit === undefined ? Math.max(1, dataset.questions) : dataset.limit,
    acceptedOnly: dataset.accepted_only ?? false,
    ...{ image: imageOf(run, usual.image), sampling: samplingOf(run, usual.sampling) },
  };
}
