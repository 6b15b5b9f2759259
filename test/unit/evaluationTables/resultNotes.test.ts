import { describe, expect, it } from "vitest";
import { evaluatedRun, type EvaluatedRun } from "../../../src/core/evaluation/tables/evaluatedRun.js";
import type { EvaluationRun } from "../../../src/core/evaluation/evaluationRun.js";
import { figureTwo } from "../../../src/core/evaluation/tables/figureTwo.js";
import { gradeColumns } from "../../../src/core/evaluation/tables/gradeColumns.js";
import { numberedTables } from "../../../src/core/evaluation/tables/numberedTables.js";
import { cellRecords } from "../../../src/protocol/evaluation/cellRecords.js";
import { englishResults } from "../../../src/protocol/evaluation/resultSay.js";
import { drawTable } from "../../../src/protocol/evaluation/drawTable.js";
import { madeEvaluationRun } from "../../fixtures/madeEvaluation.js";
import { gradesOf, madeGrade, madeRun } from "../evaluation/madeRecords.js";

const options = { numbers: null, base: null, familyOf: () => "gemini" as const };
const right = (count: number, of: number) => Array.from({ length: of }, (_, at) => at < count);

const made = (runs: readonly EvaluatedRun[], base: string | null = null) => numberedTables(runs, { ...options, base });
const notes = (runs: readonly EvaluatedRun[], base: string | null = null) =>
  made(runs, base)[0]?.notes.map(({ code, row, values }) => [code, row, values]) ?? [];

describe("what has to be said with a table", () => {
  it("is nothing where nothing is to be known", () => {
    expect(notes([madeRun("a", gradesOf(right(6, 12))), madeRun("b", gradesOf(right(7, 12)))], "a")).toEqual([]);
  });

  it("is a column whose rows are shares of different numbers of questions", () => {
    const runs = [madeRun("a", gradesOf(right(6, 12))), madeRun("b", gradesOf(right(6, 11)))];
    expect(notes(runs)).toEqual([["mixed-sizes", null, [12, 11]]]);
    expect(notes(runs, "a")).toContainEqual(["questions-differ", "b", []]);
  });

  it("is one model, asked in one way, with two results; not one that was asked in another way", () => {
    const one = madeRun("a", gradesOf(right(6, 12)), { model: "m" });
    const other = madeRun("b", gradesOf(right(7, 12)), { model: "m" });
    expect(notes([one, other])).toEqual([["two-values", "m", ["a", "b"]]]);
    expect(notes([one, { ...other, input: "panel" }])).toEqual([]);
    expect(notes([one, madeRun("b", gradesOf(right(6, 12)), { model: "m" })])).toEqual([]);
  });

  it("is who wrote the questions, where that is the evaluated family", () => {
    const grades = gradesOf(right(6, 12), { writer: "gemini-2.5-pro" });
    expect(notes([madeRun("a", grades, { family: "gemini" })])).toEqual([["own-family", "a", [12]]]);
    expect(notes([madeRun("a", grades, { family: "qwen2.5-vl" })])).toEqual([]);
  });

  it("is a checkpoint that was asked otherwise than it was trained", () => {
    const run = madeRun("a", gradesOf(right(6, 12)), { askedOtherwise: ["input", "image.mime"] });
    expect(notes([run])).toEqual([["asked-otherwise", "a", ["input", "image.mime"]]]);
    const [own = null] = made([run]);
    const drawn = drawTable({ number: "3", own, paper: null, setName: String, say: englishResults });
    expect(drawn.notes).toContain("a: the checkpoint was asked otherwise than it was trained (input, image.mime).");
  });

  it("takes what evaluation.json says of a checkpoint, as far as it is a setting", () => {
    const setting = (key: string) => ({ code: "setting-differs", values: [key, "1", "2"] });
    const checkpoint_findings = [setting("input"), { code: "run-unknown", values: ["/r"] }, setting("boxes")];
    const none = gradeColumns([]);
    const asked = (more: Partial<EvaluationRun>) => evaluatedRun(madeEvaluationRun("a", 2, more), none).askedOtherwise;
    expect([asked({ checkpoint_findings }), asked({})]).toEqual([["input", "boxes"], undefined]);
  });

  it("is what holds no answer, what is not judged, what was edited or rejected since, and how few issues there are", () => {
    const outcomes = ["unparsed", "failed", "unjudged", "judge-failed", "stale", "correct"] as const;
    const grades = outcomes.map((outcome, at) => madeGrade({ questionId: `q${at}`, outcome }));
    expect(notes([madeRun("a", grades)])).toEqual([
      ["without-answer", "a", [2]],
      ["unjudged", "a", [2]],
      ["stale", "a", [1]],
      ["few-clusters", "a", ["issue", 6]],
    ]);
  });

  it("is another prompt, another judge and another input than the base's", () => {
    const judged = gradesOf(right(6, 12), { by: "judge" });
    const base = madeRun("a", judged, { prompts: { action_recognition: "1" }, judge: "x" });
    const other = madeRun("b", judged, { prompts: { action_recognition: "2" }, judge: "y", input: "zoom" });
    const methods = made([base, other], "a").find(({ number }) => number === "5");
    expect(methods?.notes.map(({ code }) => code)).toEqual(["prompts-differ", "inputs-differ", "judges-differ"]);
  });

  it("stands as bounds in a cell whose open answers are not judged, beside what waits", () => {
    const outcomes = ["failed", "correct", "unjudged", "judge-failed"] as const;
    const grades = outcomes.map((outcome, at) => madeGrade({ questionId: `q${at}`, outcome, chance: null }));
    const tables = made([madeRun("a", grades)]);
    const drawn = drawTable({ number: "3", own: tables[0] ?? null, paper: null, setName: String, say: englishResults });
    expect(drawn.rows[1]?.cells.map(cell => [cell?.text, cell?.emphasis])).toEqual([
      ["25.00–75.00 (2 not judged)", null],
      ["25.00–75.00 (2 not judged)", null],
      [undefined, undefined],
    ]);
    const { head, rows } = cellRecords(tables, []);
    const field = (name: string) => rows[0]?.[head.indexOf(name)];
    expect(["value", "right", "asked", "unjudged", "judge_failed"].map(field)).toEqual([null, null, 4, 1, 1]);
  });

  it("stands as sentences beneath the table, with the columns by name", () => {
    const grades = [
      ...gradesOf(right(6, 12)),
      madeGrade({ questionId: "x", task: "depth_comparison", outcome: "failed" }),
    ];
    const [own = null] = made([madeRun("a", grades)]);
    const drawn = drawTable({ number: "3", own, paper: null, setName: String, say: englishResults });
    expect(drawn.notes).toContain(
      "a, Depth Comparison: 1 replies hold no answer (unparsed, cut, refused, empty or failed) and count as not right.",
    );
    expect(drawn.rows.map(({ label }) => label)).toEqual(["Guessing", "a"]);
    expect(drawn.rows[0]?.cells[0]?.text).toBe("25.00");
  });
});

describe("which evaluations a table is made of", () => {
  const page = madeRun("page", gradesOf(right(6, 12)), { model: "m" });
  const panel = madeRun("panel", gradesOf(right(9, 12)), { model: "m", input: "panel" });
  const alone = madeRun("alone", gradesOf(right(9, 12)), { model: "n", input: "panel" });
  const labels = (runs: readonly EvaluatedRun[], number: string, base: string | null = null) =>
    made(runs, base)
      .find(one => one.number === number)
      ?.result.rows.map(({ label }) => label);

  it("says the table's own question", () => {
    const runs = [page, panel, alone];
    expect(labels(runs, "3")).toEqual(["page"]);
    expect(labels([panel, alone], "3")).toEqual(["panel", "alone"]);
    expect(labels(runs, "4")).toEqual(["page", "panel"]);
    expect(labels(runs, "5")).toBeUndefined();
    expect(labels(runs, "5", "page")).toEqual(["page", "panel", "alone"]);
    expect(labels(runs, "8")).toBeUndefined();
    expect(labels([page, { ...alone, set: "other" }], "8")).toEqual(["page", "alone"]);
  });

  it("is Table 3 for Figure 2, open and proprietary models apart", () => {
    const gpt = madeRun("gpt", gradesOf(right(9, 12)), { family: "gpt" });
    const qwen = madeRun("qwen", gradesOf(right(3, 12)), { family: "qwen2.5-vl" });
    const [three] = made([gpt, qwen, page]);
    const { series, deficits } = figureTwo(three?.result ?? null, null);
    expect(series.map(({ group }) => group)).toEqual(["proprietary", "open", "unknown"]);
    expect(deficits.own).toEqual([{ task: "action_recognition", open: 0.25, proprietary: 0.75 }]);
  });
});
