import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { messagesPrompt } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import type { RolloutMessage } from "../rollout.js";
import { trainerConventions } from "../trainerConventions.js";
import { valueText } from "../valueText.js";

const shape: RowShape = {
  format: "rllm",
  prompt: "prompt",
  response: "response",
  score: "reward",
  step: "training_step",
  accuracy: "is_correct",
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: "task_hash",
  readResponse: logged => ({ kind: "messages", messages: chatMessages(logged) ?? [] }),
};

const isSame = (a: RolloutMessage, b: RolloutMessage | undefined): boolean => a.role === b?.role && a.text === b.text;

/** The messages of one step; where it names none, what was observed and what the model answered. */
function stepMessages(step: JsonObject): readonly RolloutMessage[] {
  const chat = chatMessages(step["chat_completions"]) ?? [];
  const answer = step["model_response"];
  const isAnswered = chat.at(-1)?.role === "assistant";
  const told = chat.length > 0 || step["observation"] === undefined ? [] : [asMessage("user", step["observation"])];
  return [...told, ...chat, ...(isAnswered || typeof answer !== "string" ? [] : [asMessage("assistant", answer)])];
}

const asMessage = (role: string, content: unknown): RolloutMessage => ({ role, text: valueText(content ?? "") });

/** The conversation of all steps: a step's messages mostly repeat those before it, and else go on from them. */
function conversation(steps: readonly unknown[]): readonly RolloutMessage[] {
  let all: readonly RolloutMessage[] = [];
  for (const step of steps.filter(isJsonObject)) {
    const messages = stepMessages(step);
    const isLonger = messages.length >= all.length && all.every((message, i) => isSame(message, messages[i]));
    all = isLonger ? messages : [...all, ...messages];
  }
  return all;
}

/** The task's own keys, where it is an object (question, ground_truth, image …) or a text that asks. */
function taskFields(task: unknown): JsonObject {
  if (isJsonObject(task)) {
    const answer = task["ground_truth"] ?? task["answer"];
    return answer === undefined ? task : { ...task, ground_truth: answer };
  }
  return typeof task === "string" ? { question: task } : {};
}

function trajectoryRow(
  episode: JsonObject,
  trajectory: unknown,
  columns: Parameters<DumpFormat["readUnit"]>[1],
): RowRead {
  if (!isJsonObject(trajectory)) return { kind: "malformed", reason: { code: "wrong-type", key: "trajectories" } };
  const { steps, ...own } = trajectory;
  if (!Array.isArray(steps)) return { kind: "malformed", reason: { code: "wrong-type", key: "steps" } };
  const messages = conversation(steps);
  const first = messages.findIndex(({ role }) => role === "assistant");
  const end = first === -1 ? messages.length : first;
  const { trajectories, task, metrics, ...rest } = episode;
  const chat = messages.slice(end).map(({ role, text }) => ({ role, content: text }));
  const numbers = isJsonObject(metrics) ? metrics : {};
  const texts = { prompt: messagesPrompt(messages.slice(0, end)), response: chat };
  const count = Array.isArray(trajectories) ? trajectories.length : 0;
  return rolloutRow(
    { ...numbers, ...taskFields(task), ...rest, ...own, ...texts, trajectories: count },
    shape,
    columns,
  );
}

const path = /^(.+?)(?:\/episodes)?\/(train|val)_step_(\d+)_epoch_\d+\/[^/]+\.json$/;

/**
 * rLLM's `episodes/{train,val}_step_<s>_epoch_<e>/episode_*.json`: one pretty-printed object an episode, with a trajectory
 * for each agent in it; each of these is a row (formats.md 4; rLLM utils/episode_logger.py). The group is the task's hash.
 */
export const rllm: DumpFormat = {
  id: "rllm",
  rows: "rollouts",
  unit: "file",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: null,
  placeOf: file => {
    const [, run, kind, step] = path.exec(file) ?? [];
    if (run === undefined || kind === undefined) return null;
    const phase = kind === "train" ? "training" : "validation";
    return { run, dumps: `episodes/${kind}`, step: Number(step), phase };
  },
  detect: first => hasKeys(first, ["episode_id", "trajectories", "task_hash"]),
  readUnit: (unit, columns) => {
    if (!isJsonObject(unit)) return [{ kind: "malformed", reason: { code: "not-an-object" } }];
    const trajectories = unit["trajectories"];
    if (!Array.isArray(trajectories))
      return [{ kind: "malformed", reason: { code: "wrong-type", key: "trajectories" } }];
    // An episode that failed before its first turn is said to be one without a trajectory.
    if (trajectories.length === 0)
      return [{ kind: "malformed", reason: { code: "missing-keys", keys: ["trajectories[0]"] } }];
    return trajectories.map(one => trajectoryRow(unit, one, columns));
  },
};
