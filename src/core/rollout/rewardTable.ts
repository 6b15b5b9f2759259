import type { ColumnNames } from "../dataset/columnNames.js";
import type { JsonObject } from "../dataset/jsonObject.js";
import { chatMessages } from "./chatMessages.js";
import type { RowRead } from "./dumpFormat.js";
import type { FormatId } from "./formatId.js";
import { promptOf } from "./promptOf.js";
import { rolloutRow, type RowShape } from "./rolloutRow.js";

/** Columns that are no reward, whatever they hold. */
const notRewards = new Set(["step", "prompt", "completion", "advantage", "advantages", "score", "acc"]);
/** Words of columns that count or name something. */
const countWords =
  /(?:^|_)(?:ids?|index|idx|seed|epochs?|steps?|rank|len|lengths?|tokens?|turns?|nums?|times?|seconds|entropy|kl)(?:_|$)/i;
/** Names of the column with the right answer, as datasets of these trainers have it; the first one that the table has. */
const answerColumns = ["solution", "ground_truth", "answer", "label"] as const;

const isNumber = (value: unknown): boolean => typeof value === "number" || value === null || value === undefined;

/**
 * The columns of a table of rollouts that hold rewards: numbers (null where a function gave none) in all of its rows. Names
 * of lengths, counts and ids are left out; the trainers log such columns among the rewards and nothing tells them apart.
 */
export function rewardColumns(rows: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names].filter(
    name =>
      !notRewards.has(name.toLowerCase()) &&
      !countWords.test(name) &&
      rows.every(row => isNumber(row[name])) &&
      rows.some(row => typeof row[name] === "number"),
  );
}

/** The sum of the rewards that a row has: trainers weigh each with 1 and pass over those that are null or NaN. */
function total(row: JsonObject, rewards: readonly string[]): number | null | undefined {
  if (rewards.length === 0) return undefined;
  const numbers = rewards.map(name => row[name]).filter(value => typeof value === "number" && !Number.isNaN(value));
  if (numbers.length > 0) return numbers.reduce((sum: number, value) => sum + Number(value), 0);
  return rewards.some(name => Number.isNaN(row[name])) ? NaN : null;
}

function readResponse(logged: unknown): ReturnType<RowShape["readResponse"]> {
  if (logged === null) return { kind: "text", text: "" };
  if (typeof logged === "string") return { kind: "text", text: logged };
  const messages = chatMessages(logged);
  return messages === null ? null : { kind: "messages", messages };
}

/**
 * Rollouts of a table with a row each and a column for each reward function (TRL, ms-swift): prompt and completion are texts
 * or lists of messages. Such tables hold no total: the score is the sum of the rewards. Never throws.
 */
export function rewardTable(rows: readonly JsonObject[], format: FormatId, columns?: ColumnNames): readonly RowRead[] {
  const rewards = rewardColumns(rows);
  const groundTruth = answerColumns.find(name => rows.some(row => Object.hasOwn(row, name))) ?? answerColumns[0];
  const shape: RowShape = {
    format,
    prompt: "prompt",
    response: "completion",
    score: "score",
    step: "step",
    groundTruth,
    givenAnswer: null,
    uid: null,
    readResponse,
  };
  return rows.map(row => {
    const score = Object.hasOwn(row, "score") ? {} : { score: total(row, rewards) };
    const prompt = Object.hasOwn(row, "prompt") ? { prompt: promptOf(row["prompt"]) } : {};
    return rolloutRow({ ...row, ...prompt, ...score }, shape, columns);
  });
}
