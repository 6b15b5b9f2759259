import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusalCodes } from "../../../src/core/benchmark/candidateRefusal.js";
import type { QuestionRecord } from "../../../src/core/benchmark/questionRecord.js";
import { reviewStates } from "../../../src/core/benchmark/questionRecord.js";
import { benchmarkStatistics } from "../../../src/core/benchmark/statistics/benchmarkStatistics.js";
import { paperBenchmark } from "../../../src/core/benchmark/statistics/paperBenchmark.js";
import { taskTraits } from "../../../src/core/benchmark/statistics/taskTraits.js";
import { taskKinds } from "../../../src/core/benchmark/taskKinds.js";
import { splitNames } from "../../../src/core/benchmark/pageRecord.js";
import { readStatistics } from "../../../src/node/benchmark/readStatistics.js";
import { benchStatsCommand } from "../../../src/node/cli/benchStatsCommand.js";
import { benchStatsOutput } from "../../../src/node/cli/benchStatsOutput.js";
import { englishStatistics, wordOf } from "../../../src/protocol/benchmark/statisticsSay.js";
import { statisticsTables } from "../../../src/protocol/benchmark/statisticsTables.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const noRefusal = {};
const statisticsOf = (questions: readonly QuestionRecord[]) => benchmarkStatistics({ questions, refused: noRefusal });
const taskOf = (questions: readonly QuestionRecord[], task: QuestionRecord["task"]) => {
  const found = statisticsOf(questions).tasks.find(one => one.task === task);
  if (found === undefined) throw new Error(`no statistics of ${task}`);
  return found;
};
const target = { box: [0, 0, 10, 10] as const, role: "panel" as const, source_annotation_ids: [] };
const counting = (answer: number, boxes: number) =>
  madeQuestion({
    ...{ id: `cnt-${String(answer)}`, task: "character_counting", answer, answer_type: "integer", options: [] },
    targets: Array.from({ length: boxes }, () => target),
  });

const anyQuestion = fc
  .record({
    task: fc.constantFrom(...taskKinds),
    split: fc.constantFrom(...splitNames),
    state: fc.constantFrom(...reviewStates),
    page: fc.integer({ min: 0, max: 5 }),
    answer: fc.constantFrom("A", "B"),
    boxes: fc.option(fc.integer({ min: 0, max: 4 })),
  })
  .map(({ task, split, state, page, answer, boxes }) =>
    madeQuestion({
      ...{ task, split, answer, page_id: `pg-${String(page)}`, issue_id: `i-${String(page % 2)}` },
      targets: boxes === null ? null : Array.from({ length: boxes }, () => target),
      review: { state, by: [] },
    }),
  );

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("statistics of a benchmark", () => {
  it("count every question that stands once in each of its divisions", () => {
    fc.assert(
      fc.property(fc.array(anyQuestion, { maxLength: 60 }), questions => {
        const own = statisticsOf(questions);
        const standing = questions.filter(({ review }) => review.state !== "rejected").length;
        const divisions = [own.splits, own.answerTypes, own.spans].map(counts => sum(Object.values(counts)));
        const numbers = [own.choices, own.boxes].map(counts => sum(counts.map(({ questions: n }) => n)));
        expect([own.questions, sum(own.tasks.map(({ questions: n }) => n))]).toEqual([standing, standing]);
        expect([...divisions, ...numbers]).toEqual(Array.from({ length: 5 }, () => standing));
        expect(sum(own.tasks.flatMap(({ review }) => Object.values(review)))).toBe(questions.length);
        for (const { answers } of own.tasks)
          for (const { share, lo, hi } of answers) expect(lo <= share && share <= hi).toBe(true);
      }),
    );
  });

  it("say how often each label is right, also one that never is, with its interval and its even share", () => {
    const questions = ["A", "A", "A", "B"].map((answer, i) => madeQuestion({ id: `dep-${String(i)}`, answer }));
    const [a, b] = taskOf(questions, "depth_comparison").answers;
    expect(a).toMatchObject({ answer: "A", questions: 3, share: 0.75, even: 0.5 });
    // Wilson's interval of 3 in 4, by hand: (0.75 + 1.92073 / 4 ± 1.95996 √(0.046875 + 3.84146 / 64)) / 1.96036
    expect([a?.lo, a?.hi].map(bound => bound?.toFixed(4))).toEqual(["0.3006", "0.9544"]);
    expect(b).toMatchObject({ answer: "B", questions: 1 });
    const never = taskOf(questions.slice(0, 3), "depth_comparison").answers[1];
    expect(never).toMatchObject({ answer: "B", questions: 0, share: 0, lo: 0 });
  });

  it("list numbers as answers by their size, and have no even share for them", () => {
    const { answers, boxesPerQuestion } = taskOf(
      [counting(10, 4), counting(9, 3), counting(2, 2)],
      "character_counting",
    );
    expect(answers.map(({ answer, even }) => [answer, even])).toEqual([
      ["2", null],
      ["9", null],
      ["10", null],
    ]);
    expect(boxesPerQuestion).toBe(3);
  });

  it("keep no boxes apart from boxes that are not defined", () => {
    const questions = [null, [], [target], [target]].map((targets, i) => madeQuestion({ id: String(i), targets }));
    expect(statisticsOf(questions).boxes).toEqual([
      { number: 0, questions: 1 },
      { number: 1, questions: 2 },
      { number: null, questions: 1 },
    ]);
  });

  it("leave rejected questions out, and count only decided ones where that is asked", () => {
    const questions = reviewStates.map(state => madeQuestion({ id: state, review: { state, by: [] } }));
    expect(statisticsOf(questions).questions).toBe(4);
    const accepted = benchmarkStatistics({ questions, refused: noRefusal, counted: "accepted" });
    expect(accepted.questions).toBe(2);
  });

  it("list the refused candidates of the manifest, and no reason that nobody knows", () => {
    const refused = { depth_comparison: { "depth-tie": 3, "made-up": 9, crowd: 0 } };
    const own = benchmarkStatistics({ questions: [], refused });
    expect(own.tasks.map(task => task.refused)).toContainEqual({ "depth-tie": 3 });
  });
});

describe("the paper's numbers", () => {
  it("add up as they are printed, and what is derived from them follows", () => {
    const { tasks, questions, answerTypes, spans, withBoxes } = paperBenchmark;
    expect(sum(tasks.map(row => row.questions))).toBe(questions);
    for (const type of ["open", "choice", "integer"] as const)
      expect(sum(tasks.filter(row => row.answerType === type).map(row => row.questions))).toBe(answerTypes[type]);
    for (const span of ["single", "multi"] as const)
      expect(sum(tasks.filter(row => taskTraits[row.task].span === span).map(row => row.questions))).toBe(spans[span]);
    const without = tasks.filter(({ task }) => task.endsWith("_reordering")).map(row => row.questions);
    expect(questions - sum(without)).toBe(withBoxes);
    expect(tasks.map(({ task }) => task)).toEqual([...taskKinds]);
  });

  it("have words for every reason of a refusal", () => {
    for (const code of refusalCodes) expect(wordOf(englishStatistics, "refusal", code)).not.toBe(code);
    expect(wordOf(englishStatistics, "refusal", "a-newer-one")).toBe("a-newer-one");
  });

  it("stand beside ours in tables whose rows are as long as their heads", () => {
    const own = statisticsOf([madeQuestion(), counting(2, 2)]);
    const tables = statisticsTables(own, [{ name: "mangavqa", questions: 526, groups: null }], englishStatistics);
    for (const { table } of tables) for (const row of table.rows) expect(row).toHaveLength(table.head.length);
    const tasks = tables.find(({ id }) => id === "tasks")?.table.rows;
    expect(tasks?.[2]).toEqual(["Single-panel recognition", "Depth Comparison", "choice", 2, 1, 50, 2, 1125, 6.9]);
    const benchmarks = tables.find(({ id }) => id === "benchmarks")?.table.rows;
    expect(benchmarks?.find(([name]) => name === "MangaVQA")?.slice(2, 4)).toEqual([526, 40_363]);
  });
});

describe("loupe bench stats", () => {
  const folderOf = temporaryFolder();
  const event = (id: string, decision: string) => ({
    ...{ v: 1, kind: "review", id: `e-${id}`, target: { kind: "question", id }, question_sha: "a".repeat(64) },
    ...{ reviewer: "r", decision, blind: true, seconds: 1, at: "2026-01-01T00:00:00Z", tool_version: "1" },
  });
  const lines = (records: readonly object[]) => records.map(record => `${JSON.stringify(record)}\n`).join("");

  function benchmark(): string {
    const folder = folderOf();
    const questions = ["q-1", "q-2", "q-3"].map((id, i) => madeQuestion({ id, answer: i === 0 ? "A" : "B" }));
    writeFileSync(
      join(folder, "questions.jsonl"),
      `${lines(questions)}{"v":1\n${lines([madeQuestion({ id: "q-4" })])}`,
    );
    writeFileSync(join(folder, "reviews.jsonl"), lines([event("q-1", "right"), event("q-2", "wrong")]));
    writeFileSync(join(folder, "benchmark.json"), JSON.stringify({ refused: { depth_comparison: { crowd: 2 } } }));
    mkdirSync(join(folder, "sets"));
    const variants = [{ group: "a" }, { group: "a" }, { group: "b" }, {}];
    writeFileSync(join(folder, "sets", "mangaub.jsonl"), lines(variants));
    return folder;
  }

  async function run(...args: readonly string[]): Promise<{ out: string; err: string }> {
    const said = { out: "", err: "" };
    const output = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
    await benchStatsCommand(output).parseAsync(args, { from: "user" });
    return said;
  }

  it("prints what its schema says, with reviews laid over and damage told by line", async () => {
    const { out, err } = await run(benchmark(), "--json");
    const printed = benchStatsOutput.parse(JSON.parse(out));
    expect(printed.questions).toBe(3);
    expect(printed.sets).toEqual([{ name: "mangaub", questions: 4, groups: 3 }]);
    const depth = printed.tasks.find(({ task }) => task === "depth_comparison");
    expect(depth?.review).toEqual({ new: 2, accepted: 1, rejected: 1, edited: 0, conflict: 0 });
    expect(depth?.refused).toEqual({ crowd: 2 });
    expect(err).toMatch(/questions\.jsonl:4: not-json/);
  });

  it("writes the same tables as text, Markdown and CSV", async () => {
    const folder = benchmark();
    const [text, markdown, csv] = [await run(folder), await run(folder, "--markdown"), await run(folder, "--csv")];
    expect(text.out).toContain("3 questions on 1 page of 1 issue\n");
    expect(text.out).toMatch(/Character Identification\s+choice\s+–\s+0/);
    expect(markdown.out).toContain(
      "| Single-panel recognition | Depth Comparison | choice | 2 | 3 | 100 | 2 | 1,125 | 6.9 |",
    );
    expect(markdown.out).toContain("Figure 3’s numbers are printed nowhere");
    expect(csv.out).toContain("Single-panel recognition,Depth Comparison,choice,2,3,100,2,1125,6.9\r\n");
  });

  it("does not count questions whose pages are gone, and says how many", async () => {
    const folder = benchmark();
    const { page_id: id } = madeQuestion({ id: "q-1" });
    writeFileSync(join(folder, "pages.jsonl"), lines([{ id }]));
    expect((await run(folder)).err).not.toContain("gone");
    const other = madeQuestion({ id: "q-5", page_id: "pg-gone" });
    writeFileSync(join(folder, "questions.jsonl"), lines([madeQuestion({ id: "q-1" }), other]));
    const { out, err } = await run(folder, "--json");
    expect(benchStatsOutput.parse(JSON.parse(out)).questions).toBe(1);
    expect(err).toContain("1 questions are not counted: their pages are gone");
  });

  it("counts accepted questions alone where that is asked, and says so", async () => {
    const { out } = await run(benchmark(), "--accepted-only");
    expect(out).toContain("1 questions on");
    expect(out).toContain("Only questions that a reviewer accepted or edited are counted.");
  });

  it("says that a folder without questions was not built", async () => {
    await expect(run(folderOf())).rejects.toThrow("loupe bench build");
    expect(await readStatistics(folderOf())).toEqual({ kind: "not-built" });
  });
});
