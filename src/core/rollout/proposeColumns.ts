import type { ColumnNames } from "../dataset/columnNames.js";
import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";
import { chatMessages } from "./chatMessages.js";
import { readLoggedNumber } from "./readLoggedNumber.js";
import { sampleColumns, type SampleColumn } from "./sampleColumns.js";

export type MappedRole = Exclude<keyof ColumnNames, "questionId" | "image" | "targets" | "taskKind">;

/** Why a column is proposed: it is called so; its texts hold what models write; it is the other text that every row has. */
export type ProposalReason = "name" | "model-text" | "messages" | "other-text";

/** One role of `columns` in loupe.json, and the column that may hold it. */
export interface ProposedColumn {
  readonly role: MappedRole;
  /** A key, or a path of keys with dots. */
  readonly column: string;
  readonly reason: ProposalReason;
  /** How many of the rows that were looked at have it. */
  readonly rows: number;
}

/** Names that loggers use, the most telling first, compared by their last part or last two parts, and without case, dashes and underscores. */
const names: readonly (readonly [MappedRole, readonly string[]])[] = [
  ["response", ["response", "completion", "output", "reply", "generation", "generated", "prediction", "solution"]],
  ["prompt", ["prompt", "question", "query", "instruction", "input", "problem"]],
  [
    "score",
    ["score", "reward", "totalreward", "rewardtotal", "rewardscore", "rewardvalue", "return", "grade", "overall"],
  ],
  ["step", ["step", "globalstep", "trainingstep", "iteration", "iter", "update", "epoch"]],
  ["group", ["group", "groupid", "uid", "questionid", "promptid", "taskid", "exampleid", "sampleid", "qid"]],
  ["answer", ["groundtruth", "truth", "gt", "gts", "answer", "label", "reference", "target", "solution"]],
  ["formatReward", ["formatreward", "rewardformat", "formatscore"]],
  ["accuracyReward", ["accuracyreward", "accreward", "rewardacc", "rewardaccuracy", "accuracy", "correct"]],
  ["countReward", ["countreward", "toolcountreward", "rewardcount"]],
  ["iouReward", ["ioureward", "rewardiou", "toolacc", "iou"]],
];

const numeric: ReadonlySet<MappedRole> = new Set([
  "score",
  "step",
  "formatReward",
  "accuracyReward",
  "countReward",
  "iouReward",
]);

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isMessages = (value: unknown): boolean =>
  Array.isArray(value) && (chatMessages(value)?.some(({ role }) => role === "assistant" || role === "user") ?? false);

function fits(role: MappedRole, value: unknown): boolean {
  const { kind } = readLoggedNumber(value);
  if (numeric.has(role)) return kind !== "text" && kind !== "absent";
  if (role === "response" || role === "prompt") return isText(value) || isMessages(value);
  return value !== null && value !== undefined && !isJsonObject(value);
}

const fittingRows = (role: MappedRole, { values }: SampleColumn): number =>
  values.filter(value => fits(role, value)).length;

/** What a model writes in these trainings and nothing else does. */
const modelText = /<think>|<answer>|<tool_call>|<grounding>|\\boxed\{|<\|im_end\|>/;

function byName(role: MappedRole, wanted: readonly string[], columns: readonly SampleColumn[]): ProposedColumn | null {
  for (const name of wanted)
    for (const column of columns.filter(one => one.name === name || one.longName === name)) {
      const rows = fittingRows(role, column);
      if (rows > 0) return { role, column: column.path, reason: "name", rows };
    }
  return null;
}

function byContent(columns: readonly SampleColumn[]): ProposedColumn | null {
  const count = ({ values }: SampleColumn, holds: (value: unknown) => boolean) => values.filter(holds).length;
  const best = (reason: ProposalReason, holds: (value: unknown) => boolean): ProposedColumn | null => {
    const [first] = columns.toSorted((a, b) => count(b, holds) - count(a, holds));
    const rows = first === undefined ? 0 : count(first, holds);
    return first === undefined || rows === 0 ? null : { role: "response", column: first.path, reason, rows };
  };
  return (
    best("model-text", value => typeof value === "string" && modelText.test(value)) ??
    best("messages", value => isMessages(value))
  );
}

function withoutName(role: MappedRole, columns: readonly SampleColumn[]): ProposedColumn | null {
  if (role === "response") return byContent(columns);
  return role === "group" ? sharedId(columns) : null;
}

/** An id in an object that several rows share is that of what they have in common: their question. */
function sharedId(columns: readonly SampleColumn[]): ProposedColumn | null {
  const isShared = ({ values }: SampleColumn) =>
    values.every(value => typeof value === "number") && new Set(values).size < values.length;
  const found = columns.find(one => one.name === "id" && one.path !== "id" && isShared(one));
  return found === undefined ? null : { role: "group", column: found.path, reason: "name", rows: found.values.length };
}

/** Characters that a question has at least: shorter texts are names and kinds. */
const shortestQuestion = 10;

/** A text column that is left, the one that most rows have: what was asked, where nothing is called so. */
function otherText(columns: readonly SampleColumn[], taken: ReadonlySet<string>): ProposedColumn | null {
  const texts = columns.filter(({ path }) => !taken.has(path));
  const lengthOf = ({ values }: SampleColumn) =>
    values.reduce<number>((sum, one) => sum + (isText(one) ? String(one).length : 0), 0);
  const [longest] = texts.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  if (longest === undefined || lengthOf(longest) < shortestQuestion * longest.values.length) return null;
  return { role: "prompt", column: longest.path, reason: "other-text", rows: fittingRows("prompt", longest) };
}

/**
 * Proposes the `columns` of a loupe.json from the first rows of a file of no known format: by the columns' names where
 * their values fit, else by what the values hold. A column has one role. Nothing is proposed for a role without a sign.
 */
export function proposeColumns(rows: readonly JsonObject[]): readonly ProposedColumn[] {
  const columns = sampleColumns(rows);
  const proposed: ProposedColumn[] = [];
  const taken = new Set<string>();
  const take = (one: ProposedColumn | null): void => {
    if (one === null) return;
    proposed.push(one);
    taken.add(one.column);
  };
  for (const [role, wanted] of names) {
    const left = columns.filter(({ path }) => !taken.has(path));
    take(byName(role, wanted, left) ?? withoutName(role, left));
  }
  if (!proposed.some(({ role }) => role === "prompt")) take(otherText(columns, taken));
  return proposed;
}
