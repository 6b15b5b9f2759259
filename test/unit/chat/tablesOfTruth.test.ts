import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { type AnswerGrade, gradeOutcomes } from "../../../src/core/evaluation/answerGrade.js";
import type { EvaluationInput } from "../../../src/core/evaluation/evaluationRun.js";
import { gradeAnswers } from "../../../src/core/evaluation/gradeAnswers.js";
import { mcnemar } from "../../../src/core/evaluation/mcnemar.js";
import { boxConventions } from "../../../src/core/evaluation/modelFamily.js";
import { evaluatedRun, type EvaluatedRun } from "../../../src/core/evaluation/tables/evaluatedRun.js";
import { gradeColumns } from "../../../src/core/evaluation/tables/gradeColumns.js";
import { resultTable } from "../../../src/core/evaluation/tables/resultTable.js";
import { type OutcomeOf, type PlannedOutcome, seededOutcomes } from "../../fixtures/chat/plannedOutcome.js";
import { passingFaults, seededFaults } from "../../fixtures/chat/seededFaults.js";
import { callsAtTargets } from "../../fixtures/chat/zoomBoxes.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { askedIn, evaluated, knowing, type Made, madeSet, optionsOf, predictionsIn } from "../evaluationRun/asking.js";

const makeFolder = temporaryFolder();
const shares = { correct: 0.5, wrong: 0.2, unparsed: 0.1, truncated: 0.05, refused: 0.05, empty: 0.05, failed: 0.05 };

let set: Made;
beforeEach(async () => {
  set = await madeSet(join(makeFolder(), "made"), 5);
});

/** What a grade has to say where this was planned: a wrong answer to an open question waits for a judge. */
const expectedOf = (question: QuestionRecord, planned: PlannedOutcome): AnswerGrade["outcome"] =>
  question.answer_type === "open" && planned === "wrong" ? "unjudged" : planned;

interface Ran {
  readonly row: EvaluatedRun;
  readonly asked: readonly QuestionRecord[];
  readonly requests: number;
  readonly retries: number;
}

/** Asks the whole set, of a server that fails now and then. */
async function ran(input: EvaluationInput, outcomeOf: OutcomeOf, isStreamed = false): Promise<Ran> {
  const faultOf = seededFaults({ seed: 5, share: 0.2, faults: passingFaults, times: 2 });
  const server = await knowing(set, { outcomeOf, wording: "mixed" }, { faultOf });
  const out = makeFolder();
  const wishes = { name: input, settings: { input }, endpoint: { isStreamed, onSpent: () => Promise.resolve(true) } };
  const result = await evaluated(optionsOf(set, server.url, out, wishes));
  expect([result.stop, server.problems]).toEqual([null, []]);
  expect(result.summary.requests).toBe(server.ledger.length);
  const asked = askedIn(out);
  const row = evaluatedRun(result.run, gradeColumns(gradeAnswers(predictionsIn(out), asked, [])));
  return { row, asked, requests: server.ledger.length, retries: result.summary.retries };
}

describe("tables of a model whose answers are known", () => {
  it.each(["page", "panel", "zoom"] as const)("say what was planned, asked with the %s, faults or not", async input => {
    const outcomeOf = seededOutcomes(11, shares);
    const { row, asked, retries } = await ran(input, outcomeOf, input === "panel");
    expect(retries).toBeGreaterThan(0);
    expect(asked.length).toBeGreaterThan(0);
    const table = resultTable([row], { kind: "models", base: null, familyOf: () => "other" });
    for (const task of taskKinds) {
      const planned = asked.filter(one => one.task === task).map(one => expectedOf(one, outcomeOf(one, 0)));
      if (planned.length === 0) continue;
      const cell = table.rows[0]?.cells[task];
      const counts = gradeOutcomes.map(outcome => planned.filter(one => one === outcome).length);
      expect(gradeOutcomes.map(outcome => cell?.counts[outcome])).toEqual(counts);
      const inMean = planned.filter(outcome => outcome !== "unjudged");
      expect(cell?.accuracy).toMatchObject({
        k: inMean.filter(outcome => outcome === "correct").length,
        n: inMean.length,
      });
    }
  });

  it("compare two of them by the questions on which they truly differ", async () => {
    const first = seededOutcomes(1, { correct: 0.5 });
    const second = seededOutcomes(2, { correct: 0.7 });
    const [base, other] = [await ran("page", first), await ran("page", second)];
    const rows = [base.row, { ...other.row, id: "other", model: "other" }];
    const table = resultTable(rows, { kind: "models", base: base.row.id, familyOf: () => "other" });
    const task = "depth_comparison";
    const asked = base.asked.filter(one => one.task === task);
    const isRight = (of: OutcomeOf) => asked.map(one => of(one, 0) === "correct");
    const [before, after] = [isRight(first), isRight(second)];
    const gained = after.filter((right, at) => right && before[at] === false).length;
    const lost = before.filter((right, at) => right && after[at] === false).length;
    expect(table.rows[1]?.cells[task]?.againstBase).toMatchObject({ shared: asked.length, gained, lost });
    expect(table.rows[1]?.cells[task]?.againstBase?.p).toBeCloseTo(mcnemar(gained, lost), 12);
  });
});

describe("zoom statistics of a model whose boxes are known", () => {
  it.each(boxConventions)("say how often it zoomed, and how well, in %s", async convention => {
    const boxes = { convention };
    const few = await madeSet(join(makeFolder(), "few"), 2);
    const server = await knowing(few, { boxes, calls: callsAtTargets(0.7) });
    const out = makeFolder();
    const { run } = await evaluated(
      optionsOf(few, server.url, out, { settings: { input: "zoom", boxes: convention } }),
    );
    expect(server.problems).toEqual([]);
    const asked = askedIn(out);
    const row = evaluatedRun(run, gradeColumns(gradeAnswers(predictionsIn(out), asked, [])));
    const table = resultTable([row], { kind: "zooms", base: null, familyOf: () => "other" });
    for (const { id, task } of table.columns) {
      const targets = asked.filter(one => one.task === task).map(one => one.targets?.length ?? 0);
      const { zoom } = table.rows[0]?.cells[id] ?? {};
      expect(zoom?.calls.value).toBeCloseTo(targets.reduce((sum, count) => sum + count, 0) / targets.length, 12);
      // Thousandths of a page of 400 × 600 round a side by a fifth of a pixel at most.
      expect(zoom?.iou.value).toBeGreaterThan(0.69);
      expect(zoom?.iou.value).toBeLessThan(0.71);
    }
    expect(table.columns.length).toBeGreaterThan(3);
  });
});
