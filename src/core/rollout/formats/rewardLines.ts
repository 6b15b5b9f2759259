import { isJsonObject } from "../../dataset/jsonObject.js";
import type { ColumnNames } from "../../dataset/columnNames.js";
import type { DumpFormat, RowRead } from "../dumpFormat.js";
import { loggedText } from "../loggedText.js";
import { rewardLineSchema } from "../rewardLine.js";
import { rewardRow } from "../rewardRow.js";
import { rolloutRow, type RowShape } from "../rolloutRow.js";
import { trainerConventions } from "../trainerConventions.js";

const shape: RowShape = {
  format: "reward-lines",
  prompt: "prompt",
  response: "output",
  score: "score",
  step: "step",
  groundTruth: "gts",
  givenAnswer: null,
  uid: null,
  readResponse: logged => ({ kind: "text", text: loggedText(logged) }),
};

/** A line that brings its response is a rollout: where a loop dumps no validation, these are all there is of it. */
function readLine(unit: unknown, columns: ColumnNames | undefined): RowRead {
  if (!isJsonObject(unit)) return { kind: "malformed", reason: { code: "not-an-object" } };
  const read = rewardLineSchema.safeParse(unit);
  if (!read.success) {
    const key = String(read.error.issues[0]?.path[0] ?? "");
    return { kind: "malformed", reason: { code: "wrong-type", key } };
  }
  const { output, gts, score, step } = read.data;
  if (output === undefined) return { kind: "reward", line: read.data };
  return rolloutRow({ prompt: "", output, gts, score, step, ...rewardRow(read.data) }, shape, columns);
}

/**
 * The trainer's own JSONL (`rewardLine.ts`), one file for each process of the reward function. Joined to the rows of a
 * dump, and no dump but for the lines that bring their response.
 */
export const rewardLines: DumpFormat = {
  id: "reward-lines",
  rows: "rewards",
  unit: "line",
  growth: "appended",
  // Only of this loop, which dumps no validation, do the trainer's own lines bring their response.
  conventions: trainerConventions.deepeyes,
  // Every line has `loupe` and `sha256`; one with a response is a rollout, whose length and calls are the response's.
  scan: {
    prompt: ["loupe"],
    response: ["output", "sha256"],
    score: ["score"],
    step: ["step"],
    uid: [],
    question: ["question_id"],
  },
  detect: first => isJsonObject(first) && first["loupe"] === "reward" && Object.hasOwn(first, "sha256"),
  readUnit: (unit, columns) => [readLine(unit, columns)],
};
