import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { messagesOf } from "./foreignMessages.js";
import { failedRow, type ForeignMessage, type ForeignRow, foreignRow } from "./foreignRow.js";
import { attemptAt, contentText, countAt, objectAt, textAt, verdictAt } from "./rowValues.js";

const states: Readonly<Record<string, ForeignRow["state"]>> = {
  max_tokens: "truncated",
  model_length: "truncated",
  length: "truncated",
  content_filter: "refused",
};

const stateOf = (finish: string | null): ForeignRow["state"] =>
  finish !== null && Object.hasOwn(states, finish) ? (states[finish] ?? "ok") : "ok";

/** Long texts of inspect_ai lie apart, under their hash. */
function attached(text: string | null, sample: JsonObject): string | null {
  const [, hash] = /^attachment:\/\/(\w+)$/.exec(text ?? "") ?? [];
  const all = objectAt(sample, "attachments");
  return hash === undefined || all === null ? text : textAt(all, hash);
}

function scoreOf(sample: JsonObject): { readonly verdict: ForeignRow["verdict"]; readonly log: string | null } {
  const scores = Object.values(objectAt(sample, "scores") ?? {});
  const [score] = scores.filter(isJsonObject);
  if (score === undefined) return { verdict: null, log: null };
  return { verdict: verdictAt(score, "value"), log: textAt(score, "explanation") };
}

function inputOf(sample: JsonObject): string | null {
  const { input } = sample;
  if (typeof input === "string") return attached(input, sample);
  if (!Array.isArray(input)) return null;
  const all = input.filter(isJsonObject).flatMap(({ content }) => attached(contentText(content), sample) ?? []);
  return all.length === 0 ? null : all.join("\n");
}

/** The whole talk; null where no more was said than an answer to a question. */
function talkOf(sample: JsonObject): readonly ForeignMessage[] | null {
  const messages = messagesOf(sample["messages"]);
  const whole = messages.map(message => ({ ...message, text: attached(message.text, sample) ?? "" }));
  return whole.length === 0 ? null : whole;
}

/** How the answer ended; a limit of the sample itself cuts it, whatever its last request says. */
function endOf(sample: JsonObject, choice: JsonObject): Pick<ForeignRow, "state" | "finish"> {
  const limit = objectAt(sample, "limit");
  const finish = textAt(choice, "stop_reason");
  if (limit !== null) return { state: "truncated", finish: textAt(limit, "type") ?? "limit" };
  return { state: stateOf(finish), finish };
}

function firstOf(value: unknown): JsonObject {
  const first: unknown = Array.isArray(value) ? value[0] : null;
  return isJsonObject(first) ? first : {};
}

function targetOf({ target }: JsonObject): string | null {
  const first: unknown = Array.isArray(target) ? target[0] : target;
  return textAt({ first }, "first");
}

/** What went wrong, where something did. */
function failureOf({ error }: JsonObject): string | null {
  if (error === null || error === undefined) return null;
  const said = isJsonObject(error) ? textAt(error, "message") : typeof error === "string" ? error : null;
  return (said ?? "error").slice(0, 300);
}

/** What is read of a sample, without its events, pictures and attachments: logs may be many times the memory. */
export function slimSample(sample: JsonObject): JsonObject {
  const { id, epoch, target, scores, error, limit } = sample;
  const output = objectAt(sample, "output") ?? {};
  const choice = firstOf(output["choices"]);
  const content = attached(contentText(objectAt(choice, "message")?.["content"]), sample);
  const messages = (talkOf(sample) ?? []).map(({ role, text, images }) => ({
    role,
    content: [{ type: "text", text }, ...Array.from({ length: images }, () => ({ type: "image" }))],
  }));
  return {
    ...{ id, epoch, target, scores, error, limit, input: inputOf(sample), messages },
    output: {
      ...{ model: output["model"], usage: output["usage"] },
      choices: [{ stop_reason: choice["stop_reason"], message: { content } }],
    },
  };
}

/** A sample of inspect_ai, of its `.json` log or of one of the files in its `.eval`. Epochs, from 1, are attempts. */
export function inspectSampleRows(sample: JsonObject, row: number): readonly ForeignRow[] {
  const attempt = attemptAt(sample, "epoch", 1);
  if (attempt === null) return [];
  const output = objectAt(sample, "output") ?? {};
  const choice = firstOf(output["choices"]);
  const message = objectAt(choice, "message");
  const usage = objectAt(output, "usage") ?? {};
  const { verdict, log } = scoreOf(sample);
  const known = {
    ...{ row, ownId: textAt(sample, "id"), verdict, log, ...endOf(sample, choice), attempt },
    ...{ question: inputOf(sample), target: targetOf(sample), messages: talkOf(sample) },
    ...{ model: textAt(output, "model"), promptTokens: countAt(usage, "input_tokens") },
    completionTokens: countAt(usage, "output_tokens"),
    flags: verdict === null ? (["unscored"] as const) : [],
  };
  const failure = failureOf(sample);
  if (failure !== null) return [failedRow(known, failure)];
  const text = attached(message === null ? null : contentText(message["content"]), sample);
  return [foreignRow({ ...known, text })];
}
