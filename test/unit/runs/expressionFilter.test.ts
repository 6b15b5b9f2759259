import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const asked = (where: string, sort = ""): ListQuery => ({
  order: { key: "file", descending: false },
  filters: [],
  where,
  sort,
});

async function descend(runs: Runs, kinds: readonly TreeNode["kind"][], query: ListQuery): Promise<TreeNode> {
  let found: TreeNode | undefined;
  for (const kind of kinds)
    found = (await runs.children({ id: found?.id ?? null, query, isShown: true })).find(node => node.kind === kind);
  return found!;
}

async function madeRun() {
  const root = makeFolder();
  writeDump(root, "rollouts/1.jsonl", [
    { score: 1 },
    { score: 0.2, response: "<answer>B</answer>" },
    { score: 0.1, response: `${zoom([1, 2, 300, 400])}<answer>B</answer>` },
  ]);
  writeDump(root, "rollouts/2.jsonl", [
    { step: 2, score: 1 },
    { step: 2, score: 0.9, response: "sorry" },
  ]);
  return (await openRuns({ roots: [root] })).runs;
}

test("steps tell how many of their rollouts fulfil it, and those without any are not listed", async () => {
  const runs = await madeRun();
  const query = asked("wrong");
  const phase = await descend(runs, ["run", "phase"], query);
  await vi.waitUntil(async () => (await runs.filterCounts({ query })).isComplete, { timeout: 20_000 });
  const steps = await runs.children({ id: phase.id, query });
  expect(steps.map(node => node.kind === "step" && [node.step, node.passing])).toEqual([[1, 2]]);
  expect(await runs.filterCounts({ query })).toEqual({ passing: 2, of: 5, isComplete: true, unaudited: 0 });
});

test("what the index tells is told at once, without a row that was read", async () => {
  const runs = await madeRun();
  expect(await runs.filterCounts({ query: asked("score >= 0.9 and step = 2") })).toMatchObject({
    passing: 2,
    isComplete: true,
  });
});

test("a text is looked for only where the rest of the expression leaves it open", async () => {
  const runs = await madeRun();
  const filter = runs.lists.filters.of(asked("response ~ sorry and score between 0.5 and 0.95"));
  const opened: number[] = [];
  const places = [];
  const streamed = runs.lists.filters.of(asked(""));
  expect(streamed.isActive).toBe(false);
  for (const { step } of runs.listedSteps())
    for (const { file } of step.parts)
      for (let row = 0; row < file.columns.count; row++) places.push({ row: { file, row }, step, group: null });
  await filter.know(places, row => {
    opened.push(row.row);
    return runs.lists.parts.rows.openFresh(row);
  });
  expect(opened).toEqual([1]);
  expect(places.filter(place => filter.passes(place)).length).toBe(1);
});

test("a walk goes over what passes, in the order of the list, and on into the next step", async () => {
  const runs = await madeRun();
  const query = asked("answer in (A, B)", "score");
  const group = await descend(runs, ["run", "phase", "step"], query);
  expect(group).toMatchObject({ step: 2, passing: null });
  const [file2] = runs.files().filter(({ path }) => path.endsWith("2.jsonl"));
  const seen: number[] = [];
  let ref: { file: string; row: number } | null = { file: file2?.path ?? "", row: 0 };
  while (ref !== null) {
    seen.push(ref.row);
    ref = await runs.neighbour({ ref, direction: 1, within: "list", query });
  }
  expect(seen).toEqual([0, 2, 1, 0]);
});

test("a row is told to be in the list or not, also one that has to be read for it", async () => {
  const runs = await madeRun();
  const file = runs.files().find(({ path }) => path.endsWith("2.jsonl"))?.path ?? "";
  const passes = (row: number) => runs.passes({ ref: { file, row }, query: asked("response ~ SORRY") });
  expect([await passes(0), await passes(1), await passes(9)]).toEqual([false, true, null]);
});

test("tools get a page at a time, and how many there are once all were looked at", async () => {
  const runs = await madeRun();
  const first = await runs.rollouts({ where: "score < 1", sort: "score", limit: 2 });
  expect(first).toMatchObject({ kind: "rollouts", matched: null, rollouts: [{ score: 0.1 }, { score: 0.2 }] });
  const rest = await runs.rollouts({ where: "score < 1", sort: "score", limit: 2, offset: 2 });
  expect(rest).toMatchObject({ kind: "rollouts", matched: 3, rollouts: [{ score: 0.9, step: 2 }] });
  expect(await runs.rollouts({ where: "score <" })).toMatchObject({ kind: "problem", of: "where" });
});

test("rows that could not be read while their file was rewritten fulfil no condition", async () => {
  const root = makeFolder();
  const path = writeDump(root, "rollouts/1.jsonl", [
    { score: 0.2, response: "<answer>B</answer>" },
    { score: 0.1, response: "<answer>B</answer>" },
  ]);
  const { runs } = await openRuns({ roots: [root] });
  const file = runs.files().find(one => one.path === path)!;
  // What the list still says of it is not true any more.
  writeFileSync(path, `${"x".repeat(20)}\n`);
  const place = { row: { file, row: 0 }, step: null, group: null };
  const found = await runs.lists.parts.rows.openFresh(place.row);
  expect(found.kind).toBe("unreadable");
  for (const where of ["wrong", "correct", "zooms > 50", "iou > 0.9", "wrong and response ~ B"]) {
    const filter = runs.lists.filters.of(asked(where));
    filter.take(place.row, found);
    expect([where, filter.passes(place)]).toEqual([where, false]);
  }
});

test("files without steps are counted above the list as the rollouts of steps are, and looked through to their end", async () => {
  const root = makeFolder();
  const row = (answer: string) => ({ question: "Which?", answer: "A", pred_ans: answer, pred_output: [] });
  const lines = ["A", "B", "B"].map(answer => `${JSON.stringify(row(answer))}\n`);
  writeFileSync(join(root, "result_direct.jsonl"), lines.join(""));
  writeDump(root, "rollouts/1.jsonl", [{ score: 1 }]);
  const { runs } = await openRuns({ roots: [root] });
  const query = asked("answer = B");
  await runs.children({ id: null, query, isShown: true });
  const counts = await vi.waitUntil(
    async () => {
      const found = await runs.filterCounts({ query });
      return found.isComplete ? found : null;
    },
    { timeout: 60_000 },
  );
  expect(counts).toMatchObject({ passing: 2, of: 4 });
  expect(await runs.filterCounts({ query: asked("differs") })).toMatchObject({ passing: 0, of: 4, unaudited: 4 });
});

test("ids, seeds and times are told apart, and numbers beyond single precision are there", async () => {
  const root = makeFolder();
  const rows = [0, 1, 2, 3].map(i => ({ more: { when: 1700000000 + i, seed: 16777216 + i, big: 1e39 } }));
  writeDump(root, "rollouts/1.jsonl", rows);
  const { runs } = await openRuns({ roots: [root] });
  const rowsOf = async (where: string) => {
    const found = await runs.rollouts({ where, limit: 10 });
    return found.kind === "rollouts" ? found.rollouts.map(({ ref }) => ref.row) : found;
  };
  expect(await rowsOf("when = 1700000003")).toEqual([3]);
  expect(await rowsOf("seed = 16777217")).toEqual([1]);
  expect(await rowsOf("has(big) and big > 3e38 and seed <= 16777217")).toEqual([0, 1]);
});

test("whether a text that says a number equals it does not depend on the other rows", async () => {
  const root = makeFolder();
  writeDump(root, "rollouts/1.jsonl", [{ more: { k: "7" } }, { more: { k: "8" } }]);
  writeDump(root, "rollouts/2.jsonl", [
    { step: 2, more: { k: "7" } },
    { step: 2, more: { k: "seven" } },
  ]);
  writeDump(root, "rollouts/3.jsonl", [
    { step: 3, more: { k: 7 } },
    { step: 3, more: { k: 8 } },
  ]);
  const { runs } = await openRuns({ roots: [root] });
  const matched = async (where: string) => {
    const found = await runs.rollouts({ where, limit: 10 });
    return found.kind === "rollouts" ? found.rollouts.map(({ step, ref }) => `${step}/${ref.row}`) : found;
  };
  for (const where of ["k = 7", 'k = "7"', "k in (7, x)", 'k in ("7", x)', "k between 6.5 and 7.5"])
    expect([where, await matched(where)]).toEqual([where, ["1/0", "2/0", "3/0"]]);
});

test("messages that were sent before the model's first are the prompt, those after it the response", async () => {
  const root = makeFolder();
  const talk = [
    { role: "system", content: "You are a helpful assistant." },
    { role: "user", content: [{ type: "text", text: "Which? Format strictly." }] },
    { role: "assistant", content: "<answer>A</answer>" },
    { role: "user", content: "Are you sure?" },
  ];
  const row = { question: "Which?", answer: "A", pred_ans: "A", pred_output: talk };
  writeFileSync(join(root, "result_direct.jsonl"), `${JSON.stringify(row)}\n`);
  const { runs } = await openRuns({ roots: [root] });
  const matched = async (where: string) => {
    const found = await runs.rollouts({ where, limit: 1 });
    return found.kind === "rollouts" ? found.rollouts.length : found;
  };
  expect(await matched('response ~ "helpful" or response ~ "strictly"')).toBe(0);
  expect(await matched('prompt ~ "helpful" and prompt ~ "Format strictly" and prompt ~ "Which?"')).toBe(1);
  expect(await matched('response ~ "are you sure" and not prompt ~ "sure" and characters = 31')).toBe(1);
});
