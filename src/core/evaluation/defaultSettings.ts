import { splitNames } from "../benchmark/pageRecord.js";
import { taskKinds } from "../benchmark/taskKinds.js";
import { familyOf } from "./familyOf.js";
import type { EvaluationSettings, ToolSettings } from "./evaluationSettings.js";
import type { EvaluationInput } from "./evaluationRun.js";
import type { ModelFamilyId } from "./modelFamily.js";

/** Turns of the model in a zoom loop, where nobody says otherwise. */
const usualTurns = 6;

/**
 * How a model is asked where nobody says otherwise: as its family wants it, on the test split, as repeatably as servers
 * allow.
 */
export function defaultSettings(
  model: string,
  input: EvaluationInput,
  chosen: ModelFamilyId | null = null,
): EvaluationSettings {
  const family = familyOf(model, chosen);
  const { multiple, minPixels, maxPixels, maxSide, detail } = family.image.value;
  const refuses = family.refuses.value;
  const tools: ToolSettings = { style: family.toolStyle.value, tool: "verl", maxTurns: usualTurns };
  return {
    ...{ model, family: family.id, checkpoint: null, input, use: input === "zoom" ? "reason" : "answer" },
    splits: splitNames.filter(name => name === "test"),
    ...{ tasks: taskKinds, limit: null, acceptedOnly: false, shard: null },
    image: {
      ...{ maxSide, maxPixels, minPixels, multiple, mime: "image/png", quality: 92, detail },
      ...{ areMarksDrawn: true, shown: "second" },
    },
    boxes: family.boxes.value,
    tools: input === "zoom" ? tools : null,
    sampling: {
      temperature: refuses.includes("temperature") ? null : 0,
      topP: refuses.includes("top_p") ? null : 1,
      seed: refuses.includes("seed") ? null : 0,
      ...{ maxTokens: 4096, maxTokensName: family.maxTokensName.value, reasoningEffort: null },
      ...{ attempts: 1, extra: {} },
    },
  };
}
