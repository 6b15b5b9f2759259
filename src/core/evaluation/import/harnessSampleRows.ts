import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { failedRow, type ForeignRow, foreignRow } from "./foreignRow.js";
import { contentText, numberAt, objectAt, textAt, verdictAt } from "./rowValues.js";

const failure = /^\[LMMS_EVAL_(?:REQUEST_FAILED|BUDGET_EXCEEDED)/;

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap(texts) : [];
}

/** The score of our own exports' metric, or the first number among what else was measured. */
function verdictOf(value: JsonObject, metric: JsonObject | null): ForeignRow["verdict"] {
  return metric === null ? verdictAt(value, "exact_match", "acc", "acc_norm", "score") : verdictAt(metric, "score");
}

function promptOf(input: unknown): string | null {
  if (typeof input === "string") return input;
  const all = texts(input);
  return all.length === 0 ? null : all.join("\n");
}

/**
 * The attempts of a sample of lmms-eval or lm-evaluation-harness. The replies as they came count, not what a filter left of
 * them; lm-eval keeps the asked record in `doc`, lmms-eval only what its metrics repeat.
 */
export function harnessSampleRows(value: JsonObject, row: number): readonly ForeignRow[] {
  const [metric, doc] = [objectAt(value, "fg_acc"), objectAt(value, "doc")];
  const known = {
    row,
    ownId: (metric === null ? null : textAt(metric, "our_id")) ?? (doc === null ? null : textAt(doc, "our_id", "id")),
    index: numberAt(value, "doc_id"),
    question: (doc === null ? null : textAt(doc, "question")) ?? promptOf(value["input"] ?? value["arguments"]),
    ...{ target: textAt(value, "target"), verdict: verdictOf(value, metric) },
    about: doc === null ? null : textAt(doc, "task"),
  };
  const raw = texts(value["resps"]);
  const replies = raw.length > 0 ? raw : texts(value["filtered_resps"]);
  if (replies.length === 0) return [foreignRow(known)];
  return replies.map((text, attempt) =>
    failure.test(text) ? failedRow({ ...known, attempt }, text.slice(0, 300)) : foreignRow({ ...known, attempt, text }),
  );
}

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
  const [first] = scores.filter(score => typeof score === "object" && score !== null && !Array.isArray(score));
  if (first === undefined) return { verdict: null, log: null };
  const score = first as JsonObject;
  return { verdict: verdictAt(score, "value"), log: textAt(score, "explanation") };
}

function inputOf(input: unknown): string | null {
  if (typeof input === "string") return input;
  if (!Array.isArray(input)) return null;
  const all = input.flatMap((message: unknown) =>
    typeof message === "object" && message !== null && "content" in message ? (contentText(message.content) ?? []) : [],
  );
  return all.length === 0 ? null : all.join("\n");
}

/** A sample of inspect_ai, of its `.json` log or of one of the files in its `.eval`. Epochs are attempts. */
export function inspectSampleRow(sample: JsonObject, row: number): ForeignRow {
  const output = objectAt(sample, "output") ?? {};
  const choices = output["choices"];
  const choice = Array.isArray(choices) ? (choices[0] as unknown) : null;
  const first = typeof choice === "object" && choice !== null ? (choice as JsonObject) : {};
  const message = objectAt(first, "message");
  const [finish, usage] = [textAt(first, "stop_reason"), objectAt(output, "usage") ?? {}];
  const { verdict, log } = scoreOf(sample);
  const error = sample["error"];
  const target = sample["target"];
  const known = {
    ...{ row, ownId: textAt(sample, "id"), verdict, log, finish, state: stateOf(finish) },
    attempt: Math.max(0, (numberAt(sample, "epoch") ?? 1) - 1),
    question: inputOf(sample["input"]),
    target: Array.isArray(target) ? (texts(target)[0] ?? null) : textAt(sample, "target"),
    ...{ model: textAt(output, "model"), promptTokens: numberAt(usage, "input_tokens") },
    completionTokens: numberAt(usage, "output_tokens"),
    flags: verdict === null ? (["unscored"] as const) : [],
  };
  if (error !== null && error !== undefined) {
    const said = isJsonObject(error) ? textAt(error, "message") : typeof error === "string" ? error : null;
    return failedRow(known, (said ?? "error").slice(0, 300));
  }
  return foreignRow({ ...known, text: attached(message === null ? null : contentText(message["content"]), sample) });
}
