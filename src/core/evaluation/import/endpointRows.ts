import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { failedRow, type ForeignRow, foreignRow } from "./foreignRow.js";
import { contentText, numberAt, objectAt, textAt, verdictAt } from "./rowValues.js";

const states: Readonly<Record<string, ForeignRow["state"]>> = { length: "truncated", content_filter: "refused" };

function answered(body: JsonObject, known: Pick<ForeignRow, "row" | "ownId">): ForeignRow {
  const choices = body["choices"];
  const [first] = Array.isArray(choices) ? choices.filter(isJsonObject) : [];
  const message = first === undefined ? null : objectAt(first, "message");
  if (first === undefined || message === null) return failedRow(known, "no choice in the answer");
  const [finish, usage] = [textAt(first, "finish_reason"), objectAt(body, "usage") ?? {}];
  const refusal = textAt(message, "refusal");
  const usual = finish !== null && Object.hasOwn(states, finish) ? (states[finish] ?? "ok") : "ok";
  return foreignRow({
    ...{ ...known, finish, state: refusal === null ? usual : "refused", model: textAt(body, "model") },
    ...{
      text: refusal ?? contentText(message["content"]),
      reasoning: textAt(message, "reasoning_content", "reasoning"),
    },
    ...{ promptTokens: numberAt(usage, "prompt_tokens"), completionTokens: numberAt(usage, "completion_tokens") },
  });
}

/** A line of the output or of the errors of a batch as OpenAI's, vLLM's and SGLang's. */
export function batchRow(value: JsonObject, row: number): ForeignRow {
  const known = { row, ownId: textAt(value, "custom_id") };
  const response = objectAt(value, "response");
  const status = response === null ? null : numberAt(response, "status_code");
  const body = response === null ? null : objectAt(response, "body");
  const error = objectAt(value, "error") ?? (body === null ? null : objectAt(body, "error"));
  if (error !== null) return failedRow(known, textAt(error, "message", "code") ?? "error");
  if (body === null || (status !== null && status >= 400)) return failedRow(known, String(status ?? "no response"));
  return answered(body, known);
}

/** What the model said last in a list of messages; the text itself where it is none. */
function lastSaid(output: unknown): string | null {
  if (typeof output === "string") return output;
  if (!Array.isArray(output)) return null;
  const said = output.filter(isJsonObject).findLast(message => message["role"] === "assistant");
  return said === undefined ? null : contentText(said["content"]);
}

/** A row of the evaluation of DeepEyes or Chain-of-Focus, with or without its judge's verdict. */
export function deepeyesRow(value: JsonObject, row: number): ForeignRow {
  const [status, text] = [textAt(value, "status"), lastSaid(value["pred_output"])];
  const known = {
    ...{ row, image: textAt(value, "image"), question: textAt(value, "question"), target: textAt(value, "answer") },
    ...{ ownId: textAt(value, "our_id"), verdict: verdictAt(value, "acc", "correct", "score") },
  };
  if (status?.startsWith("error") === true) return failedRow(known, status.slice(0, 300));
  const answer = textAt(value, "pred_ans");
  return foreignRow({ ...known, text: text === null || text === "" ? answer : text });
}

/** A row of MangaVQA's own evaluation; its judge's failures stand there as a score of 1. */
export function mangaVqaRow(value: JsonObject, row: number): ForeignRow {
  return foreignRow({
    ...{ row, ownId: textAt(value, "our_id"), question: textAt(value, "question"), target: textAt(value, "answer") },
    ...{ text: textAt(value, "generated_answer"), verdict: verdictAt(value, "gpt4o_score") },
    log: textAt(value, "gpt4o_eval"),
  });
}
