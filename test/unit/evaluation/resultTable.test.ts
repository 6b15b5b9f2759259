import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerGrade, GradeOutcome } from "../../../src/core/evaluation/answerGrade.js";
import { mcnemar } from "../../../src/core/evaluation/mcnemar.js";
import type { EvaluatedRun } from "../../../src/core/evaluation/tables/evaluatedRun.js";
import { resultTable } from "../../../src/core/evaluation/tables/resultTable.js";
import type { TableOptions } from "../../../src/core/evaluation/tables/tableTypes.js";
import { TableWork } from "../../../src/core/evaluation/tables/tableWork.js";
import { wilson } from "../../../src/core/evaluation/wilson.js";
import { gradesOf, madeGrade, madeRun } from "./madeRecords.js";

const options = (changes: Partial<TableOptions> = {}): TableOptions => ({
  ...{ kind: "models", base: null, familyOf: model => (model.startsWith("gemini") ? "gemini" : "other") },
  ...changes,
});
const share = (k: number, n: number) => Array.from({ length: n }, (_, i) => i < k);
const action = "action_recognition";
const cellOf = (table: ReturnType<typeof resultTable>, row: number, column: string = action) => {
  const cell = table.rows[row]?.cells[column];
  if (!cell) throw new Error("no such cell");
  return cell;
};

describe("a cell", () => {
  it("has Wilson's interval, and keeps what failed in the denominator", () => {
    const outcomes: GradeOutcome[] = [
      "correct",
      "correct",
      "wrong",
      "unparsed",
      "failed",
      "truncated",
      "refused",
      "empty",
    ];
    const out: GradeOutcome[] = ["excluded", "stale"];
    const grades = [...outcomes, ...out].map((outcome, i) => madeGrade({ questionId: `q${i}`, outcome }));
    const cell = cellOf(resultTable([madeRun("m", grades)], options()), 0);
    expect(cell.accuracy).toMatchObject({ k: 2, n: 8, share: { value: 0.25, ...wilson(2, 8) } });
    expect(cell.answered).toMatchObject({ k: 2, n: 3, share: { value: 2 / 3 } });
    expect(cell.counts).toMatchObject({ failed: 1, unjudged: 0, "judge-failed": 0, excluded: 1, stale: 1 });
    expect(cell).toMatchObject({
      chance: 0.25,
      clusters: 10,
      clusteredBy: "issue",
      hasFewClusters: false,
      waiting: null,
    });
  });

  it.each(["unjudged", "judge-failed"] as const)("has no share of failures alone while answers are %s", waiting => {
    const outcomes: GradeOutcome[] = ["failed", "refused", "correct", "wrong", "excluded", waiting, waiting, waiting];
    const grades = outcomes.map((outcome, i) => madeGrade({ questionId: `q${i}`, outcome, score: 7 }));
    const other = gradesOf(share(9, 12), { task: "depth_comparison" });
    const table = resultTable([madeRun("m", [...grades, ...other]), madeRun("n", grades)], options({ base: "n" }));
    const cell = cellOf(table, 0);
    expect(cell.waiting).toEqual({ attempts: 3, lo: 1 / 7, hi: 4 / 7, n: 7 });
    expect(cell.accuracy).toMatchObject({ share: { value: null, lo: null, hi: null } });
    expect(cell.answered.share.value).toBeNull();
    expect(cell).toMatchObject({ error: null, chanceP: null, score: null, passes: [] });
    expect(cell.standing).toEqual({ place: null, isBest: false });
    expect(table.rows[0]?.macro.value).toBeNull();
    expect(table.rows[0]?.micro).toMatchObject({ waiting: { attempts: 3, lo: 10 / 19, hi: 13 / 19, n: 19 } });
    expect(cell.againstBase).toMatchObject({ p: null, difference: { value: null }, reasons: ["not-judged"] });
    expect(table.comparisons).toBe(0);
  });

  it("of several attempts lies between what the undecided ones can make of it", () => {
    const outcomes: GradeOutcome[] = ["correct", "unjudged", "wrong", "unjudged"];
    const grades = outcomes.map((outcome, i) =>
      madeGrade({ questionId: `q${Math.floor(i / 2)}`, attempt: i % 2, outcome }),
    );
    const { waiting } = cellOf(resultTable([madeRun("m", grades)], options()), 0);
    expect(waiting).toEqual({ attempts: 2, lo: 0.25, hi: 0.75, n: 2 });
  });

  it("of rotations waits with any of them", () => {
    const rotation = (index: number, outcome: GradeOutcome) =>
      madeGrade({ item: "a", questionId: `a-${index}`, outcome, chance: 0.5 });
    const of = (...outcomes: GradeOutcome[]) =>
      cellOf(
        resultTable(
          [
            madeRun(
              "m",
              outcomes.map((outcome, at) => rotation(at, outcome)),
            ),
          ],
          options(),
        ),
        0,
      );
    expect(of("correct", "unjudged").waiting).toEqual({ attempts: 1, lo: 0, hi: 1, n: 1 });
    expect(of("correct", "correct")).toMatchObject({ waiting: null, accuracy: { k: 1, n: 1 } });
  });

  it("shortens its sample by the design effect of issues, and of pages where no issue is known", () => {
    const grades = (issueOf: (i: number) => string) =>
      share(6, 12).map((isRight, i) =>
        madeGrade({
          ...{ questionId: `q${i}`, outcome: isRight ? "correct" : "wrong", issueId: issueOf(i) },
          pageId: `p${Math.floor(i / 3)}`,
        }),
      );
    for (const issueOf of [(i: number) => `issue ${Math.floor(i / 3)}`, () => "", () => "the same"]) {
      const cell = cellOf(resultTable([madeRun("m", grades(issueOf))], options()), 0);
      // Four clusters of three that are all right or all wrong: the vectors' second case.
      expect(cell.error).toBeCloseTo(0.28867513459481287, 12);
      expect(cell.designEffect).toBeCloseTo(11 / 3, 12);
      expect(cell.accuracy.share.lo).toBeCloseTo(wilson(6, 12, 11 / 3)?.lo ?? NaN, 12);
      expect(cell).toMatchObject({ clusters: 4, hasFewClusters: true });
    }
  });

  it("is tested against guessing by the chance of each question", () => {
    const cell = cellOf(resultTable([madeRun("m", gradesOf(share(47, 147)))], options()), 0);
    expect(cell.chanceP).toBeCloseTo(0.05654938280875486, 9);
    const unknown = [...gradesOf(share(1, 2)), madeGrade({ questionId: "q9", chance: null })];
    expect(cellOf(resultTable([madeRun("m", unknown)], options()), 0)).toMatchObject({ chance: null, chanceP: null });
  });

  it("has the mean of a judge's scores, and of several attempts pass@k", () => {
    const grades = [
      ...[0, 1].map(attempt => madeGrade({ attempt, score: 8 })),
      ...[0, 1].map(attempt =>
        madeGrade({ attempt, questionId: "q2", score: 4, outcome: attempt ? "correct" : "wrong" }),
      ),
    ];
    const cell = cellOf(resultTable([madeRun("m", grades)], options()), 0);
    expect(cell.score?.value).toBe(6);
    expect(cell.accuracy).toMatchObject({ k: 1.5, n: 2, share: { value: 0.75 } });
    expect(cell.attempts).toEqual({ least: 2, most: 2 });
    expect(cell.passes.map(({ k, pass, all }) => [k, pass.value, all.value])).toEqual([
      [1, 0.75, 0.75],
      [2, 1, 0.5],
    ]);
    expect(cell.chanceP).toBeNull();
  });

  it("counts all rotations of one question as one, right only together", () => {
    const rotation = (item: string, index: number, isRight: boolean) =>
      madeGrade({ item, questionId: `${item}-${index}`, outcome: isRight ? "correct" : "wrong", chance: 0.5 });
    const grades = [rotation("a", 0, true), rotation("b", 0, true), rotation("a", 1, true), rotation("b", 1, false)];
    const cell = cellOf(resultTable([madeRun("m", grades)], options()), 0);
    expect(cell.accuracy).toMatchObject({ k: 1, n: 2 });
    expect(cell.chance).toBe(0.25);
  });

  it("says of how many questions the evaluated family is the writer", () => {
    const grades = gradesOf(share(1, 3), { writer: "gemini-2.5-flash" });
    const own = resultTable([madeRun("g", grades, { family: "gemini" }), madeRun("m", grades)], options());
    expect([0, 1].map(row => cellOf(own, row).ownQuestions)).toEqual([3, 0]);
  });

  it("has Table 6 of its zoom calls", () => {
    const grades = [
      madeGrade({ zooms: 2, ious: [0.8, 0.6] }),
      madeGrade({ questionId: "q2", zooms: 1, ious: [0.4] }),
      madeGrade({ questionId: "q3", zooms: 0, ious: [] }),
    ];
    const { zoom } = cellOf(resultTable([madeRun("m", grades, { input: "zoom" })], options({ kind: "zooms" })), 0);
    expect(zoom?.calls).toMatchObject({ value: 1, n: 3 });
    expect(zoom?.iou.value).toBeCloseTo(0.6, 12);
    expect(zoom?.firstIou.value).toBeCloseTo(0.6, 12);
    expect(zoom?.secondIou).toMatchObject({ value: 0.6, n: 1 });
  });
});

describe("a row and its base", () => {
  const base = madeRun("base", gradesOf(share(2, 12)));
  const better = madeRun("better", gradesOf(share(11, 12)));

  it("are compared question by question", () => {
    const against = cellOf(resultTable([base, better], options({ base: "base" })), 1).againstBase;
    expect(against).toMatchObject({ base: "base", shared: 12, gained: 9, lost: 0, reasons: [] });
    expect(against?.p).toBeCloseTo(mcnemar(9, 0), 12);
    expect(against?.difference.value).toBeCloseTo(0.75, 12);
    expect(against?.needed).toBe(0);
    expect(cellOf(resultTable([base, better], options({ base: "base" })), 0).againstBase).toBeNull();
  });

  it("are compared over what they share, and it is said why that is less", () => {
    const fewer = madeRun("fewer", gradesOf(share(3, 5)), { prompts: { [action]: "another" }, input: "panel" });
    const against = cellOf(resultTable([base, fewer], options({ base: "base" })), 1).againstBase;
    expect(against).toMatchObject({ shared: 5, onlyHere: 0, onlyBase: 7 });
    expect(against?.reasons).toEqual(["questions-differ", "prompts-differ", "inputs-differ"]);
  });

  it("are not compared while some answers are not judged, and told apart where some are left out", () => {
    const waiting = gradesOf(share(3, 12)).map((grade, i) =>
      i < 4 ? { ...grade, outcome: "unjudged" as const } : grade,
    );
    const against = cellOf(resultTable([base, madeRun("waiting", waiting)], options({ base: "base" })), 1).againstBase;
    expect(against).toMatchObject({ shared: 8, onlyBase: 4, p: null, reasons: ["not-judged"] });
    const excluded = waiting.map(grade =>
      grade.outcome === "unjudged" ? { ...grade, outcome: "excluded" as const } : grade,
    );
    const table = resultTable([base, madeRun("fewer", excluded)], options({ base: "base" }));
    expect(cellOf(table, 1).againstBase).toMatchObject({ shared: 8, onlyBase: 4, reasons: ["counts-differ"] });
  });

  it("are not compared where the questions' texts are others", () => {
    const changed = madeRun("changed", gradesOf(share(3, 12), { questionSha: "newer" }));
    const against = cellOf(resultTable([base, changed], options({ base: "base" })), 1).againstBase;
    expect(against).toMatchObject({ shared: 0, p: null, difference: { value: null } });
    expect(against?.reasons).toContain("nothing-shared");
  });

  it("are adjusted over all cells of the table", () => {
    const two = (right: number, id: string) =>
      madeRun(id, [
        ...gradesOf(share(right, 12)),
        ...gradesOf(share(right, 12), { task: "depth_comparison" }).map(grade => ({
          ...grade,
          ...{ questionId: `d${grade.questionId}`, item: `d${grade.item}` },
        })),
      ]);
    const table = resultTable([two(2, "base"), two(8, "a"), two(11, "b")], options({ base: "base" }));
    expect(table.comparisons).toBe(4);
    const p = mcnemar(9, 0);
    expect(cellOf(table, 2).againstBase?.holm).toBeCloseTo(4 * p, 12);
    expect(cellOf(table, 2).againstBase?.bh).toBeCloseTo(2 * p, 12);
    expect(table.rows[2]?.micro?.againstBase).toMatchObject({ gained: 18, holm: null });
    expect(table.rows[2]?.macro).toMatchObject({ columns: 2 });
    expect(table.rows[2]?.macro.value).toBeCloseTo(11 / 12, 12);
  });

  it("of a table of inputs are the same model's panels and page", () => {
    const page = madeRun("page", gradesOf(share(2, 12)), { model: "m" });
    const panel = madeRun("panel", gradesOf(share(9, 12)), { model: "m", input: "panel" });
    const other = madeRun("other", gradesOf(share(1, 12), { task: "character_counting" }));
    const table = resultTable([page, panel, other], options({ kind: "inputs", base: "other" }));
    expect(table.columns.map(({ id }) => id)).toEqual([action]);
    expect(table.rows.map(row => row.base)).toEqual([null, "page", null]);
    expect(cellOf(table, 1).againstBase?.reasons).toEqual(["inputs-differ"]);
  });

  it("of a table of sets stand by their labels", () => {
    const of = (id: string, label: string, set: string, right: number) =>
      madeRun(id, gradesOf(share(right, 12)), { label, set });
    const runs = [
      of("o1", "Original", "x", 5),
      of("o2", "Original", "y", 6),
      of("r1", "RL", "x", 7),
      of("r2", "RL", "y", 1),
    ];
    const table = resultTable(runs, options({ kind: "sets", base: "o2" }));
    expect(table.columns.map(({ id }) => id)).toEqual(["x", "y"]);
    expect(table.rows.map(({ label, base: of }) => [label, of])).toEqual([
      ["Original", null],
      ["RL", "o1"],
    ]);
    expect(cellOf(table, 1, "y").againstBase).toMatchObject({ gained: 0, lost: 5 });
  });
});

describe("rows of a table of sets", () => {
  const of = (id: string, model: string, set: string, changes: Partial<EvaluatedRun> = {}) =>
    madeRun(id, gradesOf(share(5, 12)), { model, set, ...changes });
  const rows = (runs: readonly EvaluatedRun[]) =>
    resultTable(runs, options({ kind: "sets" })).rows.map(({ label, cells }) => [label, Object.keys(cells)]);

  it("are of one model, whatever its evaluations are called; a second result of a set is another row", () => {
    expect(rows([of("rl-x", "rl", "x"), of("rl-y", "rl", "y"), of("base-x", "base", "x")])).toEqual([
      ["rl", ["x", "y"]],
      ["base-x", ["x", "y"]],
    ]);
    const twice = rows([of("a", "rl", "x"), of("b", "rl", "x"), of("c", "rl", "y")]);
    expect(twice.map(([label]) => label)).toEqual(["rl", "b"]);
    expect(rows([of("a", "rl", "x"), of("b", "rl", "y", { input: "zoom" })])).toHaveLength(2);
  });
});

describe("evaluations that were asked the same", () => {
  it("are compared as those that were asked it in another order", () => {
    const [base, here] = [gradesOf(share(4, 30)), gradesOf(share(19, 30))];
    const against = (grades: readonly AnswerGrade[]) =>
      cellOf(resultTable([madeRun("base", base), madeRun("here", grades)], options({ base: "base" })), 1).againstBase;
    expect(against(here)).toMatchObject({ shared: 30, gained: 15, lost: 0 });
    expect(against(here.toReversed())).toEqual(against(here));
  });

  it("make other tables of what was gathered for one, which are as if they were made alone", () => {
    const runs = [3, 9, 11].map(right => madeRun(`m${right}`, gradesOf(share(right, 12))));
    const work = new TableWork();
    for (const base of [null, "m3", "m9", "m3"])
      expect(resultTable(runs, options({ base }), work)).toEqual(resultTable(runs, options({ base })));
  });
});

describe("the best of a column", () => {
  it("is one only where the paired test says so", () => {
    const run = (id: string, k: number) => madeRun(id, gradesOf(share(k, 40)));
    const table = resultTable([run("low", 11), run("near", 34), run("top", 36), run("twin", 36)], options());
    expect([0, 1, 2, 3].map(row => cellOf(table, row).standing)).toEqual([
      { place: null, isBest: false },
      { place: 2, isBest: true },
      { place: 1, isBest: true },
      { place: 1, isBest: true },
    ]);
  });

  it("is nobody who is not better than guessing, however few questions there are", () => {
    const run = (id: string, k: number, chance: number | null) => madeRun(id, gradesOf(share(k, 13), { chance }));
    const near = resultTable([run("a", 5, 0.25), run("b", 3, 0.25)], options());
    expect([0, 1].map(row => cellOf(near, row).standing.isBest)).toEqual([true, false]);
    const open = resultTable([run("a", 0, null), run("b", 0, null)], options());
    expect([0, 1].map(row => cellOf(open, row).standing.isBest)).toEqual([false, false]);
  });

  it("is none where nobody is better than guessing", () => {
    const table = resultTable([madeRun("a", gradesOf(share(2, 40))), madeRun("b", gradesOf(share(1, 40)))], options());
    expect([0, 1].map(row => cellOf(table, row).standing.place)).toEqual([null, null]);
  });
});

it("a table does not depend on the order of the grades, nor of the other rows", () => {
  const right = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(right, right, fc.integer(), (a, b, seed) => {
      const shuffled = [...gradesOf(a)].sort(
        (x, y) => ((x.questionId.length * 7 + seed) % 3) - ((y.questionId.length * 5) % 3),
      );
      const straight = resultTable([madeRun("a", gradesOf(a)), madeRun("b", gradesOf(b))], options({ base: "a" }));
      const turned = resultTable([madeRun("b", gradesOf(b)), madeRun("a", shuffled)], options({ base: "a" }));
      expect(cellOf(turned, 0).accuracy).toEqual(cellOf(straight, 1).accuracy);
      expect(cellOf(turned, 0).againstBase?.p).toEqual(cellOf(straight, 1).againstBase?.p);
      expect(cellOf(turned, 1).accuracy.k).toBe(cellOf(straight, 0).accuracy.k);
    }),
  );
});
