import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { failedRow, type ForeignRow, foreignRow } from "./foreignRow.js";
import { contentText, countAt, numberAt, objectAt, textAt } from "./rowValues.js";

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
    ...{ promptTokens: countAt(usage, "prompt_tokens"), completionTokens: countAt(usage, "completion_tokens") },
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
