import { isJsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { promptOf } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "verifiers",
  prompt: "prompt",
  response: "completion",
  score: "reward",
  step: null,
  groundTruth: "answer",
  givenAnswer: null,
  uid: "example_id",
  readResponse: logged => {
    if (logged === null) return { kind: "text", text: "" };
    if (typeof logged === "string") return { kind: "text", text: logged };
    const messages = chatMessages(logged);
    return messages === null ? null : { kind: "messages", messages };
  },
};

/** Metrics of their own stand in `metrics` too; older releases call the question `id`. */
function plainRow(unit: unknown): unknown {
  if (!isJsonObject(unit) || !Object.hasOwn(unit, "prompt")) return unit;
  const { metrics, id, ...row } = unit;
  const question = Object.hasOwn(row, "example_id") || id === undefined ? {} : { example_id: id };
  return { ...(isJsonObject(metrics) ? metrics : {}), ...row, ...question, prompt: promptOf(unit["prompt"]) };
}

const path = /^(.+?)(?:\/rollouts)?\/step_(\d+)\/(train|eval)_rollouts[^/]*\.jsonl$/;

/**
 * Rows of verifiers before its traces: `outputs/evals/<env>--<model>/<id>/results.jsonl`, and prime-rl's
 * `rollouts/step_<N>/{train,eval}_rollouts*.jsonl` of spring 2026. Prompt and completion are lists of messages, tool calls in
 * them objects or texts of JSON (formats.md 4; verifiers legacy/utils/save_utils.py, prime-rl orchestrator/vf_utils.py).
 */
export const verifiers: DumpFormat = {
  id: "verifiers",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  placeOf: file => {
    const [, run, step, kind] = path.exec(file) ?? [];
    if (run === undefined || kind === undefined) return null;
    const phase = kind === "train" ? "training" : "validation";
    return { run, dumps: `rollouts/${kind}`, step: Number(step), phase };
  },
  detect: first =>
    hasKeys(first, ["prompt", "completion", "reward"]) && (hasKeys(first, ["example_id"]) || hasKeys(first, ["id"])),
  readUnit: (unit, columns) => [rolloutRow(plainRow(unit), shape, columns)],
};
