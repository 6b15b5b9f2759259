import { isJsonObject } from "../../dataset/jsonObject.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { questionKeys } from "../questionKeys.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import type { RolloutMessage, RolloutResponse } from "../rollout.js";
import { valueText } from "../valueText.js";
import { trainerConventions } from "../trainerConventions.js";

function partText(part: unknown): string {
  if (typeof part === "string") return part;
  if (!isJsonObject(part)) return valueText(part);
  if (part["type"] === "text") return typeof part["text"] === "string" ? part["text"] : "";
  return part["type"] === "image_url" || part["type"] === "image" ? "<image>" : valueText(part);
}

function readMessage(message: unknown): RolloutMessage {
  if (!isJsonObject(message)) return { role: "", text: valueText(message) };
  const content = message["content"];
  const text = Array.isArray(content) ? content.map(partText).join("") : partText(content ?? "");
  return { role: typeof message["role"] === "string" ? message["role"] : "", text };
}

/** A list of messages; a failed request leaves a text, mostly empty, in its place (Chain-of-Focus, formats.md 2.2). */
function readResponse(logged: unknown): RolloutResponse | null {
  if (Array.isArray(logged)) return { kind: "messages", messages: logged.map(readMessage) };
  if (logged === null) return { kind: "text", text: "" };
  return typeof logged === "string" ? { kind: "text", text: logged } : null;
}

const shape: RowShape = {
  format: "deepeyes-evaluation",
  prompt: "question",
  response: "pred_output",
  score: null,
  step: null,
  groundTruth: "answer",
  givenAnswer: "pred_ans",
  uid: null,
  readResponse,
};

/**
 * DeepEyes' evaluation results, `result_*.jsonl`, and with the judge's verdict `*_acc.jsonl`: no step, the trajectory as
 * messages with blanked images, tool calls without their closing tag (formats.md 2.2; DeepEyes eval_vstar.py).
 */
export const deepeyesEvaluation: DumpFormat = {
  id: "deepeyes-evaluation",
  rows: "evaluation",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.deepeyesEvaluation,
  scan: { prompt: ["question"], response: ["pred_output"], score: [], step: [], uid: [], question: questionKeys },
  detect: first => hasKeys(first, ["question", "pred_output", "pred_ans"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns)],
};
