import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { RolloutView } from "../../../src/protocol/rolloutView.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const plain: ListQuery = { order: { key: "file", descending: false }, filters: [] };

const children = (runs: Runs, id: string | null) => runs.children({ id, query: plain });

/** All items of one kind, found by walking the tree from its roots. */
async function all<K extends TreeNode["kind"]>(
  runs: Runs,
  kind: K,
  id: string | null = null,
): Promise<readonly Extract<TreeNode, { kind: K }>[]> {
  const nodes = await children(runs, id);
  const isWanted = (node: TreeNode): node is Extract<TreeNode, { kind: K }> => node.kind === kind;
  const below = nodes.filter(node => !isWanted(node) && node.kind !== "rollout");
  return [...nodes.filter(isWanted), ...(await Promise.all(below.map(node => all(runs, kind, node.id)))).flat()];
}

async function rollout(runs: Runs, file: string, row: number): Promise<RolloutView> {
  const view = await runs.open({ ref: { file, row } });
  if (view.kind !== "rollout") throw new Error(view.code);
  return view;
}

/** A line of DeepEyes' growing file. */
function boardLine(step: number, answer: string, reward: number): string {
  const row = {
    step,
    prompt: "<|im_start|>user\nWhich?<|im_end|>\n<|im_start|>assistant\n",
    response: `<answer>${answer}</answer><|im_end|>`,
    response_tokens: ["<answer>"],
    token_rewards: [0],
    logprobs: [0],
    reward,
    ground_truth: "A",
  };
  return `${JSON.stringify(row)}\n`;
}

describe("a group", () => {
  test("of a step that is sharded over files shows the members of all, and of a file that is gone that they are", async () => {
    const root = makeFolder();
    const one = writeDump(root, "7_a.jsonl", [
      { step: 7, score: 1 },
      { step: 7, score: 2 },
    ]);
    const other = writeDump(root, "7_b.jsonl", [{ step: 7, score: 3 }]);
    const { runs } = await openRuns({ roots: [root] });
    expect((await rollout(runs, one, 1)).group).toMatchObject({ position: 2, meanScore: { value: 2, n: 3 } });
    rmSync(other);
    const { group } = await rollout(runs, one, 0);
    expect(group.members.map(({ isMalformed, score }) => [isMalformed, score])).toEqual([
      [false, { kind: "number", value: 1 }],
      [false, { kind: "number", value: 2 }],
      [false, { kind: "number", value: 3 }],
    ]);
    await runs.refresh();
    expect((await rollout(runs, one, 0)).group.members).toHaveLength(2);
  });

  test("of a thousand rollouts opens, whichever of them is asked for, and is walked from end to end", async () => {
    const root = makeFolder();
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      score: i,
      response: `${zoom([1, 2, 300, 400])}<answer>A</answer>`,
    }));
    const file = writeDump(root, "1.jsonl", rows);
    const { runs } = await openRuns({ roots: [root] });
    const { group } = await rollout(runs, file, 999);
    expect(group).toMatchObject({ position: 1000, meanScore: { value: 499.5, n: 1000 } });
    expect(group.members.map(({ number }) => number)).toEqual(rows.map((_, i) => i + 1));
    const next = { direction: 1, within: "group", query: plain } as const;
    expect(await runs.neighbour({ ref: { file, row: 998 }, ...next })).toEqual({ file, row: 999 });
    expect(await runs.neighbour({ ref: { file, row: 999 }, ...next })).toBeNull();
  });

  test("in a step of a thousand questions is one of a thousand items, each with its own question", async () => {
    const root = makeFolder();
    const rows = Array.from({ length: 1000 }, (_, i) => ({ question: `Which one is number ${i}?` }));
    writeDump(root, "1.jsonl", rows);
    const { runs } = await openRuns({ roots: [root] });
    const groups = await all(runs, "group");
    expect(groups.map(({ question }) => question)).toEqual(rows.map(({ question }) => question));
  });

  test("is a row alone in a file that has no steps", async () => {
    const root = makeFolder();
    const file = join(root, "generated_predictions.jsonl");
    const line = (label: string) => `${JSON.stringify({ prompt: "Which?", predict: "<answer>A</answer>", label })}\n`;
    writeFileSync(file, line("A") + "{\n" + line("B"));
    const { runs } = await openRuns({ roots: [root] });
    const [item] = await all(runs, "file");
    expect(item).toMatchObject({ format: "llamafactory-predictions", rows: 3, malformed: 1 });
    expect((await children(runs, item?.id ?? "")).map(({ kind }) => kind)).toEqual(["rollout", "malformed", "rollout"]);
    const view = await rollout(runs, file, 2);
    expect(view).toMatchObject({ step: null, phase: null, outcome: "wrong", group: { position: 1 } });
    expect(view.group.members).toHaveLength(1);
  });
});

describe("a row", () => {
  test("is not another's after a rewrite between the tree and opening, and the tree follows", async () => {
    const root = makeFolder();
    const file = writeDump(root, "1.jsonl", [{ question: "old" }, { question: "old" }]);
    const { runs } = await openRuns({ roots: [root] });
    const [before] = await all(runs, "group");
    writeDump(root, "1.jsonl", [{ question: "another" }, { question: "another" }, { question: "third" }]);
    expect(await runs.open({ ref: { file, row: 1 } })).toMatchObject({ kind: "unreadable", code: "file-changed" });
    await runs.refresh();
    expect(await runs.node({ id: before?.id ?? "", query: plain })).toBeNull();
    expect((await all(runs, "group")).map(({ question }) => question)).toEqual(["another", "third"]);
    expect((await rollout(runs, file, 2)).question.text).toContain("third");
  });

  test("that was asked for before the file held it is gone, and there once the file has grown", async () => {
    const root = makeFolder();
    const file = writeDump(root, "1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await runs.open({ ref: { file, row: 1 } })).toMatchObject({ kind: "unreadable", code: "row-gone" });
    appendFileSync(file, `${dumpLine({ score: 5 })}\n`);
    await runs.refresh();
    expect((await rollout(runs, file, 1)).group.members).toHaveLength(2);
  });

  test("without a step stands in the step of its neighbours, and the way to it is there", async () => {
    const root = makeFolder();
    const file = join(root, "7.jsonl");
    const bare = dumpLine({}).replace('"step":1', '"step":NaN');
    writeFileSync(file, `${dumpLine({ step: 7 })}\n${bare}\n`);
    const { runs } = await openRuns({ roots: [root] });
    expect(await all(runs, "step")).toMatchObject([{ step: 7, rollouts: 2 }]);
    const path = await runs.path({ ref: { file, row: 1 } });
    expect(path.map(id => (JSON.parse(id) as string[])[0])).toEqual(["run", "phase", "step", "group", "row"]);
    expect((await rollout(runs, file, 1)).step).toBe(7);
  });
});

describe("a resumed board", () => {
  test("shows the steps of the dead branch as stale, and opens each row in its own group", async () => {
    const root = makeFolder();
    const file = join(root, "rollout_data_rank0.jsonl");
    const lines = [boardLine(1, "A", 1), boardLine(2, "B", 0), boardLine(3, "B", 0), boardLine(2, "A", 1)];
    writeFileSync(file, lines.join(""));
    const { runs } = await openRuns({ roots: [root] });
    const steps = await all(runs, "step");
    expect(steps.map(({ step, staleBy, meanScore }) => [step, staleBy, meanScore.value])).toEqual([
      [3, "repeated", 0],
      [2, null, 1],
      [2, "repeated", 0],
      [1, null, 1],
    ]);
    for (const row of [1, 3]) expect((await rollout(runs, file, row)).group.members).toHaveLength(1);
    expect(await all(runs, "run")).toMatchObject([{ latestStep: 2 }]);
  });

  test("that grows goes on in its last segment", async () => {
    const root = makeFolder();
    const file = join(root, "rollout_data_rank0.jsonl");
    writeFileSync(file, boardLine(1, "A", 1) + boardLine(2, "B", 0) + boardLine(2, "A", 1));
    const { runs } = await openRuns({ roots: [root] });
    appendFileSync(file, boardLine(2, "A", 3) + boardLine(3, "A", 1));
    await runs.refresh();
    const steps = await all(runs, "step");
    expect(steps.map(({ step, rollouts }) => [step, rollouts])).toContainEqual([3, 1]);
  });
});

describe("folders of one run", () => {
  test("two of the same phase are listed apart, each with its name", async () => {
    const root = makeFolder();
    writeDump(root, "run/rollouts_a/1.jsonl", [{ score: 1 }]);
    writeDump(root, "run/rollouts_b/1.jsonl", [{ score: 3 }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await all(runs, "phase")).toMatchObject([
      { phase: "training", folder: "rollouts_a" },
      { phase: "training", folder: "rollouts_b" },
    ]);
    expect((await all(runs, "step")).map(({ meanScore }) => meanScore.value)).toEqual([1, 3]);
  });

  test("training and validation dumps in one folder are told as mixed, and all of them are shown", async () => {
    const root = makeFolder();
    writeDump(root, "run/1.jsonl", [{ step: 1 }]);
    writeDump(root, "run/2.jsonl", [{ step: 2, more: { reward: 1 } }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await all(runs, "run")).toMatchObject([{ mixedPhases: true, steps: 2 }]);
    expect((await all(runs, "step")).map(({ step }) => step)).toEqual([2, 1]);
  });

  test("a validation folder is told by its name, or by the column that only validation dumps log", async () => {
    const root = makeFolder();
    writeDump(root, "named/rollouts/1.jsonl", [{}]);
    writeDump(root, "named/val_dumps/1.jsonl", [{}]);
    writeDump(root, "bare/a/1.jsonl", [{ more: { reward: 1 } }]);
    writeDump(root, "bare/b/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    const folderOf = (id: string) => ((JSON.parse(id) as string[])[1] ?? "").slice(root.length);
    expect((await all(runs, "phase")).map(({ id, phase }) => [folderOf(id), phase])).toEqual([
      ["/bare/b", "training"],
      ["/bare/a", "validation"],
      ["/named/rollouts", "training"],
      ["/named/val_dumps", "validation"],
    ]);
  });
});
