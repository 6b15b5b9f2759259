import fc from "fast-check";
import { expect, it } from "vitest";
import { splitNames } from "../../../src/core/benchmark/pageRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../../../src/core/evaluation/answerGrade.js";
import { gradeColumns, joinedColumns } from "../../../src/core/evaluation/tables/gradeColumns.js";
import {
  packAsked,
  packedAskedSchema,
  packedGradesSchema,
  packGrades,
  unpackAsked,
  unpackGrades,
} from "../../../src/node/evaluation/packedGrades.js";

const id = fc.constantFrom("a", "b", "c", "");
const share = fc.double({ min: 0, max: 1, noNaN: true }).map(value => value + 0);
const grade: fc.Arbitrary<AnswerGrade> = fc.record({
  ...{ predictionId: fc.string(), questionId: id, questionSha: fc.string(), item: id, attempt: fc.nat() },
  ...{ task: fc.constantFrom(...taskKinds), split: fc.constantFrom(...splitNames), pageId: id, issueId: id },
  ...{ outcome: fc.constantFrom(...gradeOutcomes), by: fc.constantFrom("rule", "judge", "human") },
  ...{ score: fc.option(fc.integer({ min: 1, max: 10 })), chance: fc.option(share) },
  answer: fc.option(fc.oneof(fc.string(), fc.integer())),
  writer: fc.option(id),
  ...{ zooms: fc.nat(20), ious: fc.option(fc.array(share, { maxLength: 3 })) },
});

const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it("packed grades come back as they were, over JSON", () => {
  fc.assert(
    fc.property(fc.array(grade, { maxLength: 20 }), grades => {
      const columns = gradeColumns(grades);
      const asked = unpackAsked(packedAskedSchema.parse(overJson(packAsked(columns.asked))));
      expect(asked).toEqual(columns.asked);
      if (asked === null) return;
      expect(unpackGrades(packedGradesSchema.parse(overJson(packGrades(columns))), asked)).toEqual(columns);
    }),
  );
});

it("columns that do not fit each other are no grades", () => {
  const columns = gradeColumns(fc.sample(grade, { seed: 1, numRuns: 3 }));
  const [packed, asked] = [packGrades(columns), packAsked(columns.asked)];
  const of = (bytes: readonly number[]) => Buffer.from(bytes).toString("base64");
  for (const changes of [
    { zooms: "" },
    { outcomes: of([99, 0, 0]) },
    { scores: of([1, 2, 3]) },
    { attempts: "=999999999999 AAAAAA==" },
    { ious: of(new Array<number>(8 * (columns.ious.length + 1)).fill(0)) },
  ])
    expect(unpackGrades({ ...packed, ...changes }, columns.asked)).toBeNull();
  expect(unpackGrades(packed, { ...columns.asked, ids: [] })).toBeNull();
  expect(unpackAsked({ ...asked, tasks: of([99]) })).toBeNull();
  expect(unpackAsked({ ...asked, shas: [] })).toBeNull();
});

it("columns of parts, joined, say of each attempt what the parts say", () => {
  const said = (grades: readonly AnswerGrade[][]) => {
    const { asked, ...columns } = joinedColumns(grades.map(gradeColumns));
    return Array.from(columns.questions, (question, row) => ({
      question: [asked.ids[question], asked.shas[question], asked.items[question], asked.tasks[question]],
      page: asked.pageNames[asked.pages[question] ?? -1],
      issue: asked.issueNames[asked.issues[question] ?? -1],
      writer: asked.writerNames[asked.writers[question] ?? -1],
      split: asked.splits[question],
      row: [columns.attempts[row], columns.outcomes[row], columns.by[row], columns.scores[row], columns.zooms[row]],
      ious: [...columns.ious.slice(columns.iouEnds[row - 1] ?? 0, columns.iouEnds[row])],
    }));
  };
  fc.assert(
    fc.property(fc.array(fc.array(grade, { maxLength: 6 }), { minLength: 1, maxLength: 3 }), parts => {
      expect(said(parts)).toEqual(parts.flatMap(part => said([part])));
    }),
  );
});
