import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";
import { alpacaShape, conversationsShape, messagesShape, type DatasetShape } from "./datasetInfo.js";
import { textTokens, type TokenEstimate } from "./textTokens.js";

/** What LLaMA-Factory does not train on as it is written; `images` stops the whole run, the others are skipped. */
export const sftRowProblems = ["shape", "role", "order", "odd", "images"] as const;
export type SftRowProblem = (typeof sftRowProblems)[number];

/** One row of supervised data, measured. */
export interface SftRow {
  readonly problem: SftRowProblem | null;
  /** Paths as written; null: its bytes are inside the data. */
  readonly images: readonly (string | null)[];
  /** Of all messages. */
  readonly text: TokenEstimate;
  /** Whether an answer reasons first. */
  readonly hasThought: boolean;
}

/** How the rows of a dataset are written, told by one of them; null: none of the known ways. */
export function sftShape(record: unknown): DatasetShape | null {
  if (!isJsonObject(record)) return null;
  const all = [messagesShape, conversationsShape, alpacaShape];
  const found = all.find(({ columns, tags }) => {
    const value = record[columns["messages"] ?? columns["prompt"] ?? ""];
    if (tags === null) return typeof value === "string";
    const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return isJsonObject(first) && typeof first[tags["role_tag"] ?? ""] === "string";
  });
  if (found === undefined) return null;
  // A column that is named and not there stops the converter.
  const columns = Object.entries(found.columns).filter(([, column]) => Object.hasOwn(record, column));
  return { ...found, columns: Object.fromEntries(columns) };
}

interface Message {
  readonly role: string;
  readonly text: string;
}

function messagesOf(record: JsonObject, shape: DatasetShape): readonly Message[] | null {
  const { columns, tags } = shape;
  if (tags === null) return alpacaMessages(record, columns);
  const list = record[columns["messages"] ?? ""];
  if (!Array.isArray(list)) return null;
  const messages: Message[] = [];
  for (const item of list as readonly unknown[]) {
    if (!isJsonObject(item)) return null;
    const [role, text] = [item[tags["role_tag"] ?? ""], item[tags["content_tag"] ?? ""]];
    if (typeof role !== "string" || typeof text !== "string") return null;
    messages.push({ role, text });
  }
  return messages;
}

function alpacaMessages(record: JsonObject, columns: DatasetShape["columns"]): readonly Message[] | null {
  const [prompt, query, response] = ["prompt", "query", "response"].map(name => record[columns[name] ?? ""]);
  if (typeof prompt !== "string" || typeof response !== "string") return null;
  const asked = [prompt, query].filter(part => typeof part === "string" && part !== "").join("\n");
  return [
    { role: "user", text: asked },
    { role: "assistant", text: response },
  ];
}

/** Turns alternate between who asks and who answers, after an optional system message (LLaMA-Factory, data/converter.py). */
function orderProblem(messages: readonly Message[], tags: Readonly<Record<string, string>>): SftRowProblem | null {
  const asking = [tags["user_tag"], tags["observation_tag"]];
  const answering = [tags["assistant_tag"], tags["function_tag"]];
  const turns = messages[0]?.role === tags["system_tag"] ? messages.slice(1) : messages;
  const known = [...asking, ...answering];
  for (const [at, { role }] of turns.entries()) {
    if (!known.includes(role)) return "role";
    if (!(at % 2 === 0 ? asking : answering).includes(role)) return "order";
  }
  return turns.length === 0 || turns.length % 2 !== 0 ? "odd" : null;
}

const plainTags = messagesShape.tags ?? {};

function imagesOf(value: unknown): readonly (string | null)[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map(image => {
    const path = isJsonObject(image) ? image["path"] : image;
    return typeof path === "string" ? path : null;
  });
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

const empty: Omit<SftRow, "problem" | "images"> = { text: { low: 0, high: 0 }, hasThought: false };

/** Looks at one row as LLaMA-Factory will: what it would skip, and what the row is made of. */
export function readSftRow(record: unknown, shape: DatasetShape): SftRow {
  const images = isJsonObject(record) ? imagesOf(record[shape.columns["images"] ?? ""]) : [];
  const messages = isJsonObject(record) ? messagesOf(record, shape) : null;
  if (messages === null) return { problem: "shape", images, ...empty };
  const all = messages.map(({ text }) => text).join("\n");
  const answers = messages.filter(({ role }) => role === (shape.tags ?? plainTags)["assistant_tag"]);
  const marks = countOf(all, "<image>");
  const problem = orderProblem(messages, shape.tags ?? plainTags) ?? (marks === images.length ? null : "images");
  return { problem, images, text: textTokens(all), hasThought: answers.some(({ text }) => text.includes("<think>")) };
}
