import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { chatMessages } from "../chatMessages.js";
import type { DumpFormat } from "../dumpFormat.js";
import { hasKeys } from "../hasKeys.js";
import { promptOf } from "../promptOf.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import type { RolloutMessage } from "../rollout.js";
import { trainerConventions } from "../trainerConventions.js";
import { valueText } from "../valueText.js";

const shape: RowShape = {
  format: "nemo-rl",
  prompt: "prompt",
  response: "response",
  score: "rewards",
  step: null,
  groundTruth: "ground_truth",
  givenAnswer: null,
  uid: null,
  readResponse: logged => {
    if (typeof logged === "string") return { kind: "text", text: logged };
    const messages = chatMessages(logged);
    return messages === null ? null : { kind: "messages", messages };
  },
};

/** A value out of its batch of one. */
const unwrapped = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

const assistant = "<|im_start|>assistant\n";

/** A whole chat in one text: what stands before the model's first turn is the prompt, where chat tokens tell it. */
function cutText(text: string): { readonly prompt: string; readonly response: string } {
  const at = text.indexOf(assistant);
  const end = at === -1 ? 0 : at + assistant.length;
  return { prompt: text.slice(0, end), response: text.slice(end) };
}

/** Texts of messages whose roles were not logged: the prompt first, then the model and who answers it in turn. */
const withRoles = (texts: readonly unknown[]): readonly RolloutMessage[] =>
  texts.map((text, i) => ({ role: i % 2 === 1 ? "assistant" : i === 0 ? "user" : "tool", text: valueText(text) }));

function splitChat(content: unknown): { readonly prompt: unknown; readonly response: unknown } {
  const inner = unwrapped(content);
  if (!Array.isArray(inner)) return cutText(valueText(inner ?? ""));
  const list = inner as readonly unknown[];
  const messages = list.every(isJsonObject) ? (chatMessages(list) ?? []) : withRoles(list);
  const first = messages.findIndex(({ role }) => role === "assistant");
  const end = first === -1 ? messages.length : first;
  const asContent = (some: readonly RolloutMessage[]) => some.map(({ role, text }) => ({ role, content: text }));
  return { prompt: promptOf(asContent(messages.slice(0, end))), response: asContent(messages.slice(end)) };
}

/** Lists with a value for each token: they are many times the text, and nothing here is told per token. */
const tokenLists = new Set(["token_ids", "token_loss_mask", "generation_logprobs", "prev_logprobs"]);

function plainRow(unit: unknown): unknown {
  if (!isJsonObject(unit)) return unit;
  if (!Object.hasOwn(unit, "content")) return unit;
  const { content, ...others } = unit;
  const rest: JsonObject = Object.fromEntries(
    Object.entries(others)
      .filter(([name]) => !tokenLists.has(name))
      .map(([name, value]) => [name, unwrapped(value)]),
  );
  return { ...rest, ...splitChat(content) };
}

const path = /^(.+)\/(train|val)_data_step(\d+)\.jsonl$/;

/**
 * NeMo-RL's `train_data_step<N>.jsonl` and `val_data_step<N>.jsonl`: rows of a batch of one, so that every value is a list of
 * one; the step in the file's name alone (formats.md 4; NeMo-RL utils/logger.py). Token lists are left out.
 */
export const nemoRl: DumpFormat = {
  id: "nemo-rl",
  rows: "rollouts",
  unit: "line",
  growth: "rewritten",
  conventions: trainerConventions.verl,
  scan: null,
  placeOf: file => {
    const [, run, kind, step] = path.exec(file) ?? [];
    if (run === undefined || kind === undefined) return null;
    return { run, dumps: `${kind}_data`, step: Number(step), phase: kind === "train" ? "training" : "validation" };
  },
  detect: first => hasKeys(first, ["content", "rewards", "idx"]),
  readUnit: (unit, columns) => [rolloutRow(plainRow(unit), shape, columns)],
};
