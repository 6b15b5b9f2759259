import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { lastBranch } from "../lastBranch.js";
import { messagesPrompt } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { sumOfLogged } from "../sumOfLogged.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "verifiers-traces",
  prompt: "prompt",
  response: "response",
  score: "score",
  step: null,
  groundTruth: "answer",
  givenAnswer: null,
  uid: "group",
  readResponse: logged => ({ kind: "messages", messages: chatMessages(logged) ?? [] }),
};

const objectAt = (value: unknown, key: string): JsonObject => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : {};
};

/** What a reward pays: its score by its weight, which is 1 unless it is said. Null where scoring did not run. */
function paid(reward: unknown): unknown {
  if (!isJsonObject(reward)) return reward;
  const { score, weight = 1 } = reward;
  return typeof score === "number" && typeof weight === "number" ? score * weight : score;
}

function scoreOf(rewards: JsonObject): JsonObject {
  const list = Object.values(rewards).map(paid);
  if (list.length === 0) return {};
  return { score: list.every(one => one === null) ? null : sumOfLogged(list) };
}

/** Rewards by their names as they were scored, before weights; metrics beside them. */
const partsOf = (rewards: JsonObject, metrics: JsonObject): JsonObject => ({
  ...metrics,
  ...Object.fromEntries(Object.entries(rewards).map(([name, one]) => [name, isJsonObject(one) ? one["score"] : one])),
});

function traceRow(episode: JsonObject, trace: JsonObject): JsonObject {
  const task = { ...objectAt(episode, "task"), ...objectAt(trace, "task") };
  const data = objectAt(task, "data");
  const rewards = objectAt(trace, "rewards");
  const nodes = lastBranch(trace["nodes"]);
  const start = nodes.findIndex(({ sampled }) => sampled);
  const messages = nodes.map(({ message }) => message);
  const end = start === -1 ? messages.length : start;
  return {
    ...partsOf(rewards, objectAt(trace, "metrics")),
    ...scoreOf(rewards),
    prompt: messagesPrompt(chatMessages(messages.slice(0, end)) ?? []),
    response: messages.slice(end),
    answer: data["answer"] ?? null,
    group: objectAt(episode, "group")["id"] ?? task["key"] ?? task["hash"] ?? null,
    agent: objectAt(trace, "agent")["name"] ?? null,
    environment: objectAt(episode, "env")["id"] ?? null,
    dispatched_at_step: objectAt(objectAt(episode, "run"), "work")["step"] ?? null,
    stop_condition: trace["stop_condition"] ?? null,
    errors: trace["errors"] ?? episode["errors"] ?? null,
    extra_info: data,
  };
}

/** The rows of an episode: one for each agent's trace, and one without a response where a failure left none. */
function rowsOf(unit: unknown): readonly unknown[] {
  if (!isJsonObject(unit)) return [unit];
  if (Array.isArray(unit["nodes"])) return [traceRow(unit, unit)];
  if (!Array.isArray(unit["traces"])) return [unit];
  const traces: readonly unknown[] = unit["traces"];
  return traces.length === 0
    ? [traceRow(unit, {})]
    : traces.map(one => (isJsonObject(one) ? traceRow(unit, one) : one));
}

const path = /^(.+)\/rollouts\/step_(\d+)\/(train|eval)\/(all|effective)\/traces\.jsonl$/;

/**
 * `traces.jsonl` of verifiers v1 and prime-rl: an episode a line, with the traces of its agents, each a graph of messages of
 * which the last branch is read; a release in between wrote one trace a line. prime-rl's `effective` rollouts repeat those of
 * `all`; the step is the folder's, since an episode of a step may have begun in an earlier one (verifiers v1/episode.py,
 * v1/trace.py; prime-rl monitors/file.py).
 */
export const verifiersTraces: DumpFormat = {
  id: "verifiers-traces",
  rows: "rollouts",
  unit: "line",
  growth: "appended",
  conventions: trainerConventions.verl,
  scan: null,
  placeOf: file => {
    const [, run, step, kind, subset] = path.exec(file) ?? [];
    if (run === undefined || kind === undefined) return null;
    const repeats = `${run}/rollouts/step_${step}/${kind}/all/traces.jsonl`;
    return {
      run,
      dumps: `rollouts/${kind}`,
      step: Number(step),
      phase: kind === "train" ? "training" : "validation",
      ...(subset === "effective" ? { repeats } : {}),
    };
  },
  detect: first => hasKeys(first, ["traces", "task"]) || hasKeys(first, ["nodes", "rewards", "task"]),
  readUnit: (unit, columns) => rowsOf(unit).map(row => rolloutRow(row, shape, columns)),
};
