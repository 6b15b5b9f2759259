import fc from "fast-check";
import { expect, it } from "vitest";
import { splitNames } from "../../../src/core/benchmark/pageRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../../../src/core/evaluation/answerGrade.js";
import { packedGradesSchema, packGrades, unpackGrades } from "../../../src/node/evaluation/packedGrades.js";

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

it("packed grades come back as they were, over JSON", () => {
  fc.assert(
    fc.property(fc.array(grade, { maxLength: 20 }), grades => {
      const text = JSON.stringify(packGrades(grades));
      expect(unpackGrades(packedGradesSchema.parse(JSON.parse(text)))).toEqual(JSON.parse(JSON.stringify(grades)));
    }),
  );
});

it("columns that do not fit each other are no grades", () => {
  const [one] = fc.sample(grade, 1);
  const packed = packGrades(one === undefined ? [] : [one]);
  expect(unpackGrades({ ...packed, tasks: [99] })).toBeNull();
  expect(unpackGrades({ ...packed, zooms: [] })).toBeNull();
});
