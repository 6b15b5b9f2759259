import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import type { JsonObject } from "../../../src/core/dataset/jsonObject.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import type { ForeignFormat } from "../../../src/core/evaluation/import/foreignRow.js";
import { importedPrediction } from "../../../src/core/evaluation/import/importedPrediction.js";
import { joinRows } from "../../../src/core/evaluation/import/joinRows.js";
import { foreignFile, foreignFormatOf, readForeign } from "../../../src/core/evaluation/import/readForeign.js";
import { rotationGroups, type RotationWish } from "../../../src/core/evaluation/import/rotationGroups.js";
import { predictionRecordSchema } from "../../../src/core/evaluation/predictionRecord.js";
import { madePage, madeQuestions } from "../../fixtures/madeBenchmark.js";

/** One question of each task kind, without a disk. */
export const questions: readonly QuestionRecord[] = madeQuestions(madePage(1), "test");

export function questionOf(task: QuestionRecord["task"]): QuestionRecord {
  const question = questions.find(one => one.task === task);
  if (question === undefined) throw new Error(task);
  return question;
}

/** What becomes of the rows of one file. */
export function taken(values: readonly JsonObject[], wish: RotationWish = "together") {
  const format = foreignFormatOf(values);
  if (format === null) throw new Error("unknown format");
  return takenAs(format, values, wish);
}

export function takenAs(format: ForeignFormat, values: readonly JsonObject[], wish: RotationWish = "together") {
  const file = foreignFile(format, values, null);
  const rows = values.flatMap((value, row) => readForeign(value, row, file));
  const { joined, unmatched } = joinRows(rows, questions);
  const groups = rotationGroups(joined, wish);
  const stamp = { runId: "run-1", harness: format, file: "made", at: "2026-01-01T00:00:00.000Z" };
  const predictions = groups.joined.map(one => predictionRecordSchema.parse(importedPrediction(one, stamp)));
  const asked = [...new Map(groups.joined.map(({ question }) => [question.id, question])).values()];
  return { format, rows, ...groups, unmatched, predictions, asked, grades: gradeAnswers(predictions, asked, []) };
}
