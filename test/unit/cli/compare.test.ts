import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareOutput, type CompareOutput } from "../../../src/node/cli/compareOutput.js";
import { type MadeUpRow, writeDump, zoom } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

const answers: Readonly<Record<string, string>> = { r: "<answer>A</answer>", w: "<answer>B</answer>", u: "Who knows?" };

/** One rollout of each question, by letter: right, wrong, unparsed. Ids begin with the prefix. */
const rowsOf = (letters: string, prefix = "q"): readonly MadeUpRow[] =>
  Array.from(letters, (letter, i) => ({
    question: `Which of the figures is the one that is marked, in ${i}? Answer in <answer></answer>.`,
    response: answers[letter] ?? "",
    score: letter === "r" ? 1 : 0,
    more: { question_id: `${prefix}${i}`, task: i % 2 === 0 ? "counting" : "action" },
  }));

async function compared(...args: readonly string[]): Promise<CompareOutput> {
  const { code, out, err } = await loupe("compare", ...args, "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  return compareOutput.parse(JSON.parse(out));
}

describe("loupe compare", () => {
  test("pairs two files of one folder, with matrix, test and interval", async () => {
    const folder = makeFolder();
    const a = writeDump(folder, "a.jsonl", rowsOf(`${"r".repeat(10)}${"w".repeat(10)}uu`));
    const b = writeDump(folder, "b.jsonl", rowsOf(`${"r".repeat(9)}w${"r".repeat(6)}wwwwur`));
    const found = await compared(a, b);
    expect(found).toMatchObject({ pairs: 22, unpairedA: 0, unpairedB: 0, paired: true, unpairedReason: null });
    expect(found.matrix).toEqual([
      [9, 1, 0],
      [6, 4, 0],
      [1, 0, 1],
    ]);
    expect(found.mcnemar).toEqual({ b: 1, c: 7, p: 0.0703125 });
    expect(found.difference.mean).toBeCloseTo(6 / 22, 12);
    expect(found.difference.lo).toBeLessThan(found.difference.mean ?? NaN);
    expect(found.taskKinds.map(({ taskKind, pairs }) => [taskKind, pairs])).toEqual([
      ["counting", 11],
      ["action", 11],
    ]);
    expect(found.sides.map(({ path, rollouts, questions }) => [path, rollouts, questions])).toEqual([
      [a, 22, 22],
      [b, 22, 22],
    ]);
    expect(found.statistics.find(({ side, taskKind }) => side === 1 && taskKind === null)?.accuracy.value).toBe(
      16 / 22,
    );
  });

  test("takes a run's last validation, a step by its number, and further sides", async () => {
    const run = join(makeFolder(), "run");
    writeDump(
      run,
      "rollouts/7.jsonl",
      rowsOf("rw", "t").map(row => ({ ...row, step: 7 })),
    );
    for (const [step, letters] of [
      [5, "w"],
      [10, "r"],
    ] as const)
      writeDump(
        run,
        `validation/${step}.jsonl`,
        rowsOf(letters.repeat(20)).map(row => ({ ...row, step })),
      );
    const found = await compared(`${run}#5`, run, `${run}#7`);
    expect(found.sides.map(({ phase, from, to }) => [phase, from, to])).toEqual([
      ["validation", 5, 5],
      ["validation", 10, 10],
      ["training", 7, 7],
    ]);
    expect(found).toMatchObject({ pairs: 20, mcnemar: { b: 0, c: 20, p: 2 ** -19 } });
    expect(found.others).toMatchObject([
      { side: 2, pairs: 0, unpairedA: 20, unpairedB: 2, paired: false, unpairedReason: "no-common-question" },
    ]);
    expect(found.others[0]?.onlyB).toEqual(["t0", "t1"]);
  });

  test("calls nothing paired that is not", async () => {
    const folder = makeFolder();
    const a = writeDump(folder, "a.jsonl", rowsOf("rrrwww"));
    const b = writeDump(folder, "b.jsonl", rowsOf("rrrrrw"));
    const few = await compared(a, b);
    expect(few).toMatchObject({
      pairs: 6,
      paired: false,
      unpairedReason: "few-pairs",
      mcnemar: { b: 0, c: 2, p: null },
    });
    expect(few.matrix[1]).toEqual([2, 1, 0]);
    expect(few.difference.mean).toBeCloseTo(1 / 3, 12);
    const other = await compared(a, writeDump(folder, "c.jsonl", rowsOf("rrr", "z")));
    expect(other).toMatchObject({ pairs: 0, unpairedA: 6, unpairedB: 3, unpairedReason: "no-common-question" });
    expect(other.difference.mean).toBeCloseTo(0.5, 12);
    expect(other.onlyA).toEqual(["q0", "q1", "q2", "q3", "q4", "q5"]);
  });

  test("lists every pair on demand, with the rollout that stands for each side", async () => {
    const folder = makeFolder();
    const three = rowsOf("rwr").map((row, i) => ({ ...row, score: i, more: { question_id: "q0" } }));
    const a = writeDump(folder, "a.jsonl", three);
    const b = writeDump(folder, "b.jsonl", rowsOf("u"));
    const { questions } = await compared(a, b, "--questions");
    const left = { outcome: "correct", rollouts: 3, right: 2, wrong: 1, unparsed: 0, score: 1, file: a, row: 1 };
    const right = { outcome: "unparsed", rollouts: 1, right: 0, score: 0, file: b, row: 0 };
    expect(questions).toMatchObject([{ question: "q0", a: left, b: right }]);
    const { out } = await loupe("compare", a, b, "--questions");
    expect(out).toMatch(/q0 +correct +unparsed +1\.000 +0\.000 +– +–/);
  });

  test("counts questions of unknown outcome beside", async () => {
    const folder = makeFolder();
    const open = rowsOf("r".repeat(20)).map(row => ({ ...row, more: { ...row.more, gts: null } }));
    const found = await compared(
      writeDump(folder, "a.jsonl", open),
      writeDump(folder, "b.jsonl", rowsOf("r".repeat(20))),
    );
    expect(found).toMatchObject({ pairs: 20, unknown: 20, difference: { mean: null, lo: null, hi: null } });
    expect(found.matrix.flat().every(count => count === 0)).toBe(true);
    // Nothing was tested: 1 would say that nothing changed.
    expect(found.mcnemar).toEqual({ b: 0, c: 0, p: null });
    expect(found.taskKinds).toMatchObject([
      { pairs: 10, unknown: 10, mcnemar: { p: null }, adjusted: null },
      { pairs: 10, unknown: 10, mcnemar: { p: null }, adjusted: null },
    ]);
  });

  test("counts the pairs of each task kind also where they are too few to be tested", async () => {
    const folder = makeFolder();
    const found = await compared(
      writeDump(folder, "a.jsonl", rowsOf("rwr")),
      writeDump(folder, "b.jsonl", rowsOf("rrw")),
    );
    expect(found).toMatchObject({ pairs: 3, paired: false, mcnemar: { b: 1, c: 1, p: null } });
    expect(found.taskKinds).toMatchObject([
      { taskKind: "counting", pairs: 2, unknown: 0, mcnemar: { b: 1, c: 0, p: null }, adjusted: null },
      { taskKind: "action", pairs: 1, unknown: 0, mcnemar: { b: 0, c: 1, p: null }, adjusted: null },
    ]);
    expect(found.taskKinds[0]?.matrix?.[0]).toEqual([1, 1, 0]);
  });

  test("tells people the same in words", async () => {
    const folder = makeFolder();
    const a = writeDump(folder, "a.jsonl", rowsOf("w".repeat(24)));
    const b = writeDump(folder, "b.jsonl", rowsOf(`${"r".repeat(12)}${"w".repeat(12)}`));
    const { code, out } = await loupe("compare", a, b, writeDump(folder, "c.jsonl", rowsOf("r", "z")));
    expect(code).toBe(0);
    expect(out).toContain("A to B: 24 pairs, 0 questions in A alone, 0 in B alone");
    expect(out).toContain("12 gained, 0 lost, McNemar p = 4.9e-4");
    expect(out).toMatch(/wrong +12 +12 +0 +24/);
    expect(out).toContain("not compared as pairs: they have no question in common");
  });

  test("measures zooms where targets are known", async () => {
    const folder = makeFolder();
    const zoomed = (box: readonly number[]): readonly MadeUpRow[] => [
      {
        response: `<think>Look.</think>${zoom(box)}<answer>A</answer>`,
        more: { question_id: "q", width: 1000, height: 1000, image: "p.png", targets: [[100, 100, 300, 300]] },
      },
    ];
    const a = writeDump(folder, "a.jsonl", zoomed([100, 100, 300, 200]));
    const found = await compared(a, writeDump(folder, "b.jsonl", zoomed([100, 100, 300, 300])), "--space", "page");
    expect(found.statistics.map(({ side, meanIou, quadrants }) => [side, meanIou.value, quadrants.goodRight])).toEqual([
      [0, 0.5, 1],
      [1, 1, 1],
    ]);
  });
});

describe("a side that cannot be compared", () => {
  const expected = async (args: readonly string[], code: number, message: RegExp) => {
    const ran = await loupe("compare", ...args);
    expect(ran.err).toMatch(message);
    expect(ran.code).toBe(code);
  };

  test("is said in one line", async () => {
    const folder = makeFolder();
    const run = join(folder, "run");
    writeDump(
      run,
      "validation/5.jsonl",
      rowsOf("r").map(row => ({ ...row, step: 5 })),
    );
    const plain = join(folder, "files", "generated_predictions.jsonl");
    mkdirSync(dirname(plain));
    writeFileSync(plain, `${JSON.stringify({ prompt: "Which?", predict: "<answer>A</answer>", label: "A" })}\n`);
    const unknown = join(folder, "unknown.jsonl");
    writeFileSync(unknown, '{"a": 1}\n');
    await expected([run], 2, /two sides/);
    await expected(new Array<string>(9).fill(run), 2, /8 sides/);
    await expected([run, `${run}#6`], 1, /no step 6; its steps are 5 to 5/);
    await expected([run, join(folder, "nowhere")], 1, /no such file/);
    await expected([run, `${plain}#3`], 1, /no step 3; it has no steps/);
    await expected([run, unknown], 1, /unknown.jsonl: no known format/);
    await expected([run, folder], 1, /holds 2 runs; name one of them/);
    const empty = join(folder, "empty");
    mkdirSync(empty);
    await expected([run, empty], 1, /no rollouts found/);
  });

  test("may have a # in its name", async () => {
    const folder = makeFolder();
    const odd = writeDump(folder, "a#1", rowsOf("r"));
    expect((await compared(odd, odd)).sides[0]).toMatchObject({ from: null, rollouts: 1 });
    const named = writeDump(folder, "odd#2/b.jsonl", rowsOf("r"));
    expect((await compared(join(folder, "odd#2"), named)).pairs).toBe(1);
  });
});
