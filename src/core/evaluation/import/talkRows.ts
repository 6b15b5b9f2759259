import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";
import { findsCall } from "./foreignCalls.js";
import { askedOptions } from "./askedOptions.js";
import { failedRow, type ForeignMessage, type ForeignRow, foreignRow } from "./foreignRow.js";
import { messagesOf } from "./foreignMessages.js";
import { numberAt, textAt, verdictAt } from "./rowValues.js";

/** What stands in the place of an image that is not kept. */
function isBlankedAs(part: unknown, ending: string): boolean {
  const url = isJsonObject(part) ? part["image_url"] : null;
  return isJsonObject(url) && typeof url["url"] === "string" && url["url"].endsWith(ending);
}

/** Chain-of-Focus blanks its images with other words than DeepEyes, and leaves a text where a request failed. */
export function isChainOfFocus(value: JsonObject): boolean {
  const said = value["pred_output"];
  if (!Array.isArray(said)) return said === "";
  const isBlank = (part: unknown): boolean => isBlankedAs(part, "base64,base64_image");
  return said.some(
    message => isJsonObject(message) && Array.isArray(message["content"]) && message["content"].some(isBlank),
  );
}

const saidBy = (messages: readonly ForeignMessage[], role: ForeignMessage["role"]): ForeignMessage | undefined =>
  messages.findLast(message => message.role === role);

/** What the model was asked at first, with its options. */
const promptOf = (messages: readonly ForeignMessage[]): string =>
  messages.find(({ role }) => role === "user")?.text ?? "";

/** A loop that ends while the model still zooms in has run out of turns. */
function endOf(last: string | null): Pick<ForeignRow, "state" | "finish"> {
  const isCut = last !== null && !/<answer>[^]*<\/answer>/.test(last) && findsCall(last);
  return isCut ? { state: "truncated", finish: "max_turns" } : { state: "ok", finish: null };
}

/** A row of the evaluation of DeepEyes or Chain-of-Focus, with or without its judge's verdict: the whole talk. */
export function talkRow(value: JsonObject, row: number): ForeignRow {
  const status = textAt(value, "status");
  const question = textAt(value, "question");
  const messages = messagesOf(value["pred_output"]);
  const known = {
    ...{ row, image: textAt(value, "image"), question, target: textAt(value, "answer") },
    ...{ ownId: textAt(value, "our_id"), verdict: verdictAt(value, "acc", "correct", "score") },
    ...{ options: askedOptions(promptOf(messages)) ?? askedOptions(question ?? "") },
    messages: messages.length === 0 ? null : messages,
  };
  if (status?.startsWith("error") === true) return failedRow(known, status.slice(0, 300));
  const said = saidBy(messages, "assistant")?.text ?? textAt(value, "pred_output");
  const text = said === null || said === "" ? textAt(value, "pred_ans") : said;
  return foreignRow({ ...known, text, ...endOf(text) });
}

/** Whether MangaVQA's own judge gave a number; if not, a score of 1 stands in its place. */
function isJudged(value: JsonObject): boolean {
  const said = value["gpt4o_eval"];
  return (
    said === undefined ||
    /^\s*(?:10|[0-9])\s*$/.test(typeof said === "number" ? String(said) : (textAt(value, "gpt4o_eval") ?? ""))
  );
}

/** A spread of Manga109 as it lies there; null: the row does not say which. */
function spreadOf(value: JsonObject): string | null {
  const [title, number] = [textAt(value, "title"), numberAt(value, "image_number")];
  return title === null || number === null ? null : `images/${title}/${String(number).padStart(3, "0")}.jpg`;
}

/** A row of MangaVQA's own evaluation; its judge's failures stand there as a score of 1. */
export function mangaVqaRow(value: JsonObject, row: number): ForeignRow {
  return foreignRow({
    ...{ row, ownId: textAt(value, "our_id"), question: textAt(value, "question"), target: textAt(value, "answer") },
    ...{ text: textAt(value, "generated_answer"), verdict: verdictAt(value, "gpt4o_score"), image: spreadOf(value) },
    log: textAt(value, "gpt4o_eval"),
    flags: isJudged(value) ? [] : ["judge-failed"],
  });
}
