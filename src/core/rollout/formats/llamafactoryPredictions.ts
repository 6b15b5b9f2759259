import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { questionKeys } from "../questionKeys.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "llamafactory-predictions",
  prompt: "prompt",
  response: "predict",
  score: null,
  step: null,
  groundTruth: "label",
  givenAnswer: null,
  uid: null,
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

/**
 * LLaMA-Factory's `generated_predictions.jsonl`: prompt, predict and label as texts in an order that varies by release,
 * no step, sometimes no final newline (formats.md 3.3; LLaMA-Factory sft/trainer.py, scripts/vllm_infer.py).
 */
export const llamafactoryPredictions: DumpFormat = {
  id: "llamafactory-predictions",
  rows: "predictions",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.answerAlone,
  scan: { prompt: ["prompt"], response: ["predict"], score: [], step: [], uid: [], question: questionKeys },
  detect: first => hasKeys(first, ["prompt", "predict", "label"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns)],
};
