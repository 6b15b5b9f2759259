import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Rewards } from "../../../src/node/reward/rewards.js";
import type { ComparedQuestion, CompareApi } from "../../../src/protocol/reward/compareApi.js";
import { compareSchemas } from "../../../src/protocol/reward/compareApi.js";
import type { RolloutSet } from "../../../src/protocol/reward/rolloutSet.js";
import { type MadeUpRow, writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

const target = [100, 100, 300, 300] as const;
const letters = { A: "<answer>A</answer>", B: "<answer>B</answer>", none: "I cannot tell." };

/** A validation row of question `q<i>` on page `p<i / 2>`; the page's size stands in the row, its image is nowhere. */
function row(i: number, answer: keyof typeof letters, box: readonly number[] | null, also: MadeUpRow = {}): MadeUpRow {
  const call = box === null ? "" : zoom(box);
  return {
    question: `Which figure is it in ${i}?`,
    response: `<think>Look.</think>${call}${letters[answer]}`,
    score: answer === "A" ? 2 : 0,
    ...also,
    more: {
      question_id: `q${i}`,
      image: `p${i >> 1}.png`,
      width: 1000,
      height: 2000,
      targets: [target],
      task: i % 2 === 0 ? "counting" : "action",
      ...also.more,
    },
  };
}

const far = [500, 1000, 700, 1200];
const many = Array.from({ length: 24 }, (_, i) => i);

/** A run with two validations of 24 questions: at step 10 the first 12 are right, at step 20 the first 20. */
function writeRun(folder: string): string {
  const run = join(folder, "run");
  const at = (step: number, rows: readonly MadeUpRow[]) =>
    writeDump(
      run,
      `validation/${step}.jsonl`,
      rows.map(one => ({ ...one, step })),
    );
  at(
    10,
    many.map(i => row(i, i < 12 ? "A" : "B", far)),
  );
  at(
    20,
    many.map(i => row(i, i < 20 ? "A" : i === 20 ? "none" : "B", i === 23 ? null : target)),
  );
  writeDump(run, "rollouts/15.jsonl", [row(0, "A", target, { step: 15 }), row(99, "B", far, { step: 15 })]);
  return run;
}

const sideAt = (run: string, step: number | null, phase: RolloutSet["phase"] = "validation"): RolloutSet => ({
  run,
  phase,
  folder: null,
  from: step,
  to: step,
});

async function opened(folder: string): Promise<CompareApi> {
  const { runs } = await openRuns({ roots: [folder], space: "page" });
  return new Rewards(runs, () => undefined).comparisons;
}

async function listed(
  api: CompareApi,
  sides: readonly RolloutSet[],
  also: Partial<Parameters<CompareApi["compareQuestions"]>[0]> = {},
) {
  const asked = { left: 0, right: 1, cell: null, taskKind: null, sort: "reward", offset: 0, count: 200, ...also };
  return api.compareQuestions(compareSchemas.compareQuestions.parse({ sides, ...asked }));
}

const names = (rows: readonly ComparedQuestion[]) => rows.map(({ name }) => name);

describe("two validations", () => {
  test("are paired question by question", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const found = await api.compare({ sides: [sideAt(run, 10), sideAt(run, 20)], left: 0, right: 1 });
    expect(found).toMatchObject({ pairs: 24, unpairedLeft: 0, unpairedRight: 0, unpairedReason: null });
    expect(found.sides).toMatchObject([
      { name: "run", from: 10, rollouts: 24, questions: 24, unread: 0 },
      { name: "run", from: 20, rollouts: 24, questions: 24, unread: 0 },
    ]);
    const [all, ...kinds] = found.transitions;
    expect(all).toMatchObject({
      taskKind: null,
      pairs: 24,
      matrix: [
        [12, 0, 0],
        [8, 3, 1],
        [0, 0, 0],
      ],
      unknown: 0,
      mcnemar: { b: 0, c: 8, p: 1 / 128 },
    });
    expect(all?.difference.value).toBeCloseTo(1 / 3, 12);
    expect(all?.difference.lo).toBeGreaterThan(0);
    expect(kinds.map(({ taskKind, pairs, mcnemar }) => [taskKind, pairs, mcnemar.c])).toEqual([
      ["counting", 12, 4],
      ["action", 12, 4],
    ]);
    expect(found.differences).toEqual([]);
  });

  test("have their zoom statistics by side and task kind", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const { statistics } = await api.compare({ sides: [sideAt(run, 10), sideAt(run, 20)], left: 0, right: 1 });
    expect(statistics.map(({ side, taskKind }) => [side, taskKind])).toEqual([
      [0, null],
      [0, "counting"],
      [0, "action"],
      [1, null],
      [1, "counting"],
      [1, "action"],
    ]);
    const right = statistics[3];
    expect(right).toMatchObject({ rollouts: 24, questions: 24, unparsed: 1, unknown: 0 });
    expect(right?.meanIou).toMatchObject({ value: 1, n: 23 });
    expect(right?.calls.value).toBeCloseTo(23 / 24, 12);
    expect(right?.found.value).toBeCloseTo(23 / 24, 12);
    expect(right?.accuracy.value).toBeCloseTo(20 / 24, 12);
    expect(right?.quadrants).toEqual({ goodRight: 20, goodWrong: 3, badRight: 0, badWrong: 0 });
    expect(statistics[0]?.quadrants).toEqual({ goodRight: 0, goodWrong: 0, badRight: 12, badWrong: 12 });
  });

  test("list a cell's questions, the largest change first, in pages", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const sides = [sideAt(run, 10), sideAt(run, 20)];
    const gained = await listed(api, sides, { cell: { from: "wrong", to: "correct" }, count: 3 });
    expect(gained.total).toBe(8);
    expect(names(gained.rows)).toEqual(["q12", "q13", "q14"]);
    const more = await listed(api, sides, { cell: { from: "wrong", to: "correct" }, offset: 6, count: 3 });
    expect(names(more.rows)).toEqual(["q18", "q19"]);
    const action = await listed(api, sides, { cell: { from: "wrong", to: "correct" }, taskKind: "action" });
    expect(names(action.rows)).toEqual(["q13", "q15", "q17", "q19"]);
    expect((await listed(api, sides, { taskKind: "no such kind" })).total).toBe(0);
    const byIou = await listed(api, sides, { sort: "iou" });
    // q23 has no call at step 20, so there is no IoU to compare.
    expect(names(byIou.rows).at(-1)).toBe("q23");
    expect(byIou.rows[0]).toMatchObject({
      key: "id:q0",
      taskKind: "counting",
      left: { outcome: "correct", score: 2, meanIou: 0, rollouts: 1, shown: { step: 10, ious: [0], advantage: null } },
      right: { outcome: "correct", score: 2, meanIou: 1, right: 1, shown: { step: 20, ious: [1] } },
    });
  });

  test("give one question with page, targets, boxes and answers of every side", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const sides = [sideAt(run, 10), sideAt(run, 20), sideAt(run, 15, "training")];
    const found = await api.compareQuestion({ sides, question: "id:q12" });
    expect(found).toMatchObject({
      name: "q12",
      text: "Which figure is it in 12?",
      expected: "A",
      taskKind: "counting",
      page: { kind: "blank", isSizeKnown: true, width: 1000, height: 2000 },
      targets: [{ box: target }],
      marks: [],
      panes: [
        { answer: "B", outcome: "wrong", calls: [{ executed: far, requested: far, iou: 0, isRefused: false }] },
        { answer: "A", outcome: "correct", calls: [{ executed: [...target], iou: 1 }] },
        null,
      ],
    });
    expect(await api.compareQuestion({ sides, question: "id:q77" })).toBeNull();
  });

  test("lay their boxes on a grid: of a question, its page, all; of successes or failures", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const sides = [sideAt(run, 10), sideAt(run, 20)];
    const one = await api.heatMap({
      sides,
      over: { kind: "question", question: "id:q0" },
      outcome: "all",
      columns: 10,
    });
    expect([one.columns, one.rows]).toEqual([10, 20]);
    expect(one.sides.map(({ boxes }) => boxes)).toEqual([1, 1]);
    const hot = (counts: readonly number[]) => counts.flatMap((count, at) => (count > 0 ? [at] : []));
    expect(hot(one.sides[0]?.counts ?? [])).toEqual([105, 106, 115, 116]);
    expect(hot(one.sides[1]?.counts ?? [])).toEqual([11, 12, 21, 22]);
    const page = await api.heatMap({ sides, over: { kind: "page", question: "id:q0" }, outcome: "all", columns: 10 });
    expect(page.sides.map(({ boxes, rollouts }) => [boxes, rollouts])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    const failed = await api.heatMap({ sides, over: { kind: "all" }, outcome: "wrong", columns: 8 });
    expect([failed.columns, failed.rows]).toEqual([8, 8]);
    expect(failed.sides.map(({ boxes, rollouts, left }) => [boxes, rollouts, left])).toEqual([
      [12, 12, 0],
      [3, 4, 0],
    ]);
  });

  test("follow one question over the steps", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const curve = await api.questionCurve({ set: sideAt(run, null), question: "id:q12" });
    expect(curve).toEqual([
      { step: 10, rollouts: 1, right: 0, score: 0, meanIou: 0, firstIou: 0, secondIou: null },
      { step: 20, rollouts: 1, right: 1, score: 2, meanIou: 1, firstIou: 1, secondIou: null },
    ]);
    expect(await api.questionCurve({ set: sideAt(run, null), question: "id:q77" })).toEqual([]);
  });
});

describe("several rollouts of a question", () => {
  test("are their mean and majority, and the median one is shown", async () => {
    const folder = makeFolder();
    const group = (step: number, answers: readonly (keyof typeof letters)[]) =>
      writeDump(
        folder,
        `validation/${step}.jsonl`,
        answers.map((answer, i) => row(0, answer, far, { step, score: i })),
      );
    group(1, ["A", "B", "A", "A"]);
    group(2, ["A", "B", "none", "none"]);
    const api = await opened(folder);
    const run = join(folder, "validation");
    const sides = [sideAt(run, 1), sideAt(run, 2)];
    const { rows } = await listed(api, sides, { sort: "advantage" });
    expect(rows).toMatchObject([
      {
        left: {
          outcome: "correct",
          rollouts: 4,
          right: 3,
          wrong: 1,
          score: 1.5,
          shown: { score: 1, outcome: "wrong" },
        },
        right: { outcome: "unparsed", rollouts: 4, right: 1, unparsed: 2, shown: { ref: { row: 1 }, number: 2 } },
      },
    ]);
    // (1 − 1.5) / √(5/3), as GRPO has it.
    expect(rows[0]?.left?.shown.advantage).toBeCloseTo(-0.5 / (Math.sqrt(5 / 3) + 1e-6), 9);
    const found = await api.compare({ sides, left: 0, right: 1 });
    expect(found).toMatchObject({ pairs: 1, unpairedReason: "few-pairs", transitions: [] });
    expect(found.differences[0]).toMatchObject({ leftQuestions: 1, difference: { value: -0.5, lo: null } });
  });
});

describe("sides that do not pair", () => {
  test("are listed as what only one has", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const sides = [sideAt(run, 15, "training"), sideAt(run, 20)];
    const found = await api.compare({ sides, left: 0, right: 1 });
    expect(found).toMatchObject({ pairs: 1, unpairedLeft: 1, unpairedRight: 23, unpairedReason: "few-pairs" });
    const { total, rows } = await listed(api, sides, { sort: "unpaired", count: 2 });
    expect(total).toBe(24);
    expect(names(rows)).toEqual(["q99", "q1"]);
    expect(rows.map(({ left, right }) => [left === null, right === null])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test("are said to have nothing in common, run against run", async () => {
    const folder = makeFolder();
    const run = writeRun(folder);
    const other = join(folder, "other");
    writeDump(
      other,
      "validation/5.jsonl",
      many.map(i => row(i + 500, "A", target, { step: 5 })),
    );
    const api = await opened(folder);
    const sides = [sideAt(run, 20), sideAt(join(other, "validation"), 5)];
    const found = await api.compare({ sides, left: 0, right: 1 });
    expect(found).toMatchObject({
      pairs: 0,
      unpairedLeft: 24,
      unpairedRight: 24,
      unpairedReason: "no-common-question",
    });
    expect(found.differences.map(({ taskKind }) => taskKind)).toEqual([null, "counting", "action"]);
    expect(found.differences[0]?.difference.value).toBeCloseTo(1 - 20 / 24, 12);
  });

  test("stay without rollouts when they name nothing", async () => {
    const run = writeRun(makeFolder());
    const api = await opened(run);
    const sides = [sideAt(run, 20), sideAt(run, 777)];
    const found = await api.compare({ sides, left: 0, right: 1 });
    expect(found).toMatchObject({ pairs: 0, unpairedLeft: 24, unpairedRight: 0, unpairedReason: "empty-side" });
    expect(found.sides[1]).toMatchObject({ rollouts: 0, questions: 0 });
    expect((await listed(api, sides)).total).toBe(0);
    const heat = await api.heatMap({ sides, over: { kind: "all" }, outcome: "all", columns: 4 });
    expect(heat.sides[1]).toMatchObject({ rollouts: 0, boxes: 0 });
    expect((await api.compareQuestion({ sides, question: "id:q0" }))?.panes.map(pane => pane === null)).toEqual([
      false,
      true,
    ]);
  });
});
