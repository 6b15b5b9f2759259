import { readGroundTruth } from "../rollout/readGroundTruth.js";
import { valueText } from "../rollout/valueText.js";
import type { ColumnNames } from "./columnNames.js";
import { extractAnswer } from "./extractAnswer.js";
import { fieldReader, type FieldReader } from "./fieldReader.js";
import { isJsonObject, type JsonObject } from "./jsonObject.js";
import type { Question } from "./question.js";
import { readImagePath } from "./readImagePath.js";
import { readMarks } from "./readMarks.js";
import { readMessages, type ChatMessage } from "./readMessages.js";
import { readOptions } from "./readOptions.js";
import { readSize } from "./readSize.js";
import { readTargets } from "./readTargets.js";

export type QuestionRead =
  | {
      readonly kind: "question";
      readonly question: Question;
      /** Fields that are there and cannot be read. */ readonly unreadable: readonly string[];
    }
  | { readonly kind: "damaged"; readonly code: "not-an-object" | "no-question" };

/** The texts by which records of different makers say the same. */
interface Texts {
  readonly prompt: string | null;
  readonly question: string | null;
  readonly answer: string | null;
}

function asText(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : null;
}

const lastOf = (messages: readonly ChatMessage[], role: ChatMessage["role"]): string | null =>
  messages.findLast(message => message.role === role)?.text ?? null;

const firstOf = (messages: readonly ChatMessage[], role: ChatMessage["role"]): string | null =>
  messages.find(message => message.role === role)?.text ?? null;

function answerText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const parsed = readGroundTruth(value)?.value;
  return extractAnswer(typeof parsed === "string" ? parsed : valueText(value));
}

/** verl's training data (formats.md 1.9): the prompt as messages, the answer in `reward_model.ground_truth`. */
function verlTexts(record: JsonObject, read: FieldReader, columns: ColumnNames): Texts {
  const messages = readMessages(read(columns.prompt, ["prompt"]));
  const model = record["reward_model"];
  const truth = isJsonObject(model) ? model["ground_truth"] : undefined;
  return {
    prompt: messages === null ? asText(read(columns.prompt, ["prompt"])) : lastOf(messages, "user"),
    question: asText(read(undefined, ["question"])),
    answer: answerText(read(columns.answer, []) ?? truth ?? read(undefined, ["answer"])),
  };
}

/** LLaMA-Factory's sharegpt rows (formats.md 3.5): the first user message asks, the last assistant message answers. */
function shareGptTexts(messages: readonly ChatMessage[], read: FieldReader, columns: ColumnNames): Texts {
  return {
    prompt: asText(read(columns.prompt, [])) ?? firstOf(messages, "user"),
    question: asText(read(undefined, ["question"])),
    answer: answerText(read(columns.answer, ["answer"]) ?? lastOf(messages, "assistant")),
  };
}

/** LLaMA-Factory's alpaca rows: instruction and input, joined by a newline as its converter joins them. */
function alpacaTexts(record: JsonObject, read: FieldReader, columns: ColumnNames): Texts {
  const parts = [record["instruction"], record["input"]].map(asText).filter(part => part !== null);
  return {
    prompt: asText(read(columns.prompt, [])) ?? parts.join("\n"),
    question: asText(read(undefined, ["question"])),
    answer: answerText(read(columns.answer, ["output"])),
  };
}

/** The record of benchmark.md 2.1, or any flat record with a question or a prompt. */
function flatTexts(read: FieldReader, columns: ColumnNames): Texts {
  return {
    prompt: asText(read(columns.prompt, ["prompt"])),
    question: asText(read(undefined, ["question"])),
    answer: answerText(read(columns.answer, ["answer", "ground_truth"])),
  };
}

function textsOf(record: JsonObject, read: FieldReader, columns: ColumnNames): Texts {
  const messages = readMessages(record["messages"] ?? record["conversations"]);
  if (messages !== null) return shareGptTexts(messages, read, columns);
  if (isJsonObject(record["reward_model"]) || readMessages(read(columns.prompt, ["prompt"])) !== null)
    return verlTexts(record, read, columns);
  return typeof record["instruction"] === "string" ? alpacaTexts(record, read, columns) : flatTexts(read, columns);
}

function benchmarkOf({ kind, v, hint }: JsonObject): Pick<Question, "benchmark"> {
  if (kind !== "question" || v !== 1) return {};
  return { benchmark: { hint: typeof hint === "string" ? hint : null } };
}

/** A record that has the field and says null expects none (facts: benchmark 2.1); one without the field does not say. */
function expectedZooms(value: unknown): number | null {
  if (value === null) return 0;
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : null;
}

/**
 * Reads one record of a dataset, whichever of the known shapes it has; `columns` come from loupe.json. A record by which
 * nothing can be found (no id, question or prompt) is damaged.
 */
export function readQuestion(record: unknown, columns: ColumnNames = {}): QuestionRead {
  if (!isJsonObject(record)) return { kind: "damaged", code: "not-an-object" };
  const read = fieldReader(record);
  const texts = textsOf(record, read, columns);
  const id = asText(read(columns.questionId, ["question_id", "sample_id", "id"]));
  if (id === null && texts.prompt === null && texts.question === null) return { kind: "damaged", code: "no-question" };
  const path =
    readImagePath(read(columns.image, ["image", "image_path"])) ?? readImagePath(read(undefined, ["images"]));
  const targets = readTargets(read(columns.targets, ["targets", "gt_boxes"]));
  const size = readSize(read);
  const question: Question = {
    id,
    taskKind: asText(read(columns.taskKind, ["task", "task_kind"])),
    image: path === null ? null : { kind: "path", path },
    width: size?.width ?? null,
    height: size?.height ?? null,
    ...texts,
    options: readOptions(read(undefined, ["options", "choices"])),
    targets: targets.kind === "targets" ? targets.targets : null,
    marks: readMarks(read(undefined, ["marks"])),
    expectedZooms: expectedZooms(read(undefined, ["expected_zooms"])),
    ...benchmarkOf(record),
  };
  return { kind: "question", question, unreadable: targets.kind === "unreadable" ? ["targets"] : [] };
}
