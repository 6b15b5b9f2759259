import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { loggedText } from "../loggedText.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "areal",
  prompt: "prompt",
  response: "completion",
  score: "reward",
  step: null,
  groundTruth: "answer",
  givenAnswer: null,
  uid: "task_id",
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

const path = /^(.+)\/(rollout|eval-rollout)\/(\d+)\/[^/]+$/;

/**
 * AReaL's dumped trajectories, `<log>/{rollout,eval-rollout}/<policy version>/<task>.jsonl`: one file a task, appended,
 * special tokens kept, the step in the folder's name alone (formats.md 4; AReaL infra/workflow_executor.py).
 */
export const areal: DumpFormat = {
  id: "areal",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: {
    prompt: ["prompt"],
    response: ["completion"],
    score: ["reward"],
    step: [],
    uid: [],
    question: ["task_id"],
  },
  placeOf: file => {
    const [, run, name, version] = path.exec(file) ?? [];
    if (run === undefined || name === undefined) return null;
    return { run, dumps: name, step: Number(version), phase: name === "rollout" ? "training" : "validation" };
  },
  detect: first => hasKeys(first, ["task_id", "sample_idx", "tail_version", "prompt", "completion"]),
  readUnit: (unit, columns) => [rolloutRow(unit, shape, columns)],
};
