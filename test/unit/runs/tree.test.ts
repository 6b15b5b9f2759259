import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { dumpLine, writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const plain: ListQuery = { order: { key: "file", descending: false }, filters: [] };

const children = (runs: Runs, id: string | null, query: ListQuery = plain) =>
  runs.children({ id, query, isShown: true });

/** Walks down by kind, always into the first such child. */
async function descend(runs: Runs, kinds: readonly TreeNode["kind"][], query = plain): Promise<TreeNode> {
  let id: string | null = null;
  let found: TreeNode | undefined;
  for (const kind of kinds) {
    found = (await children(runs, id, query)).find(node => node.kind === kind);
    if (found === undefined) throw new Error(`no ${kind}`);
    id = found.id;
  }
  return found!;
}

describe("the tree", () => {
  test("goes from a run over phases, steps and groups to rollouts and zoom calls", async () => {
    const root = makeFolder();
    writeDump(root, "run/rollouts/1.jsonl", [
      { response: `<think>x</think>${zoom([1, 2, 300, 400])}<answer>A</answer>` },
    ]);
    writeDump(root, "run/validation/0.jsonl", [{ step: 0 }]);
    const { runs } = await openRuns({ roots: [root] });
    const call = await descend(runs, ["run", "phase", "step", "group", "rollout", "zoomCall"]);
    expect(call).toMatchObject({ kind: "zoomCall", call: 0, label: "panel" });
    const phases = await children(runs, (await descend(runs, ["run"])).id);
    expect(phases.map(node => node.kind === "phase" && node.phase)).toEqual(["training", "validation"]);
  });

  test("lists steps by number, newest first, whatever their names sort like", async () => {
    const root = makeFolder();
    for (const step of [1, 2, 10]) writeDump(root, `${step}.jsonl`, [{ step }]);
    const { runs } = await openRuns({ roots: [root] });
    const steps = await children(runs, (await descend(runs, ["run", "phase"])).id);
    expect(steps.map(node => node.kind === "step" && node.step)).toEqual([10, 2, 1]);
  });

  test("counts groups without spread, and leaves scores that are no numbers out of the mean", async () => {
    const root = makeFolder();
    const line = (question: string, score: string) =>
      `{"input": "user\\n${question}\\nassistant\\n", "output": "<answer>A</answer>", "score": ${score}, "step": 3}\n`;
    writeFileSync(join(root, "3.jsonl"), line("p", "1") + line("p", "1") + line("q", "NaN") + line("q", "3"));
    const { runs } = await openRuns({ roots: [root] });
    const step = await descend(runs, ["run", "phase", "step"]);
    expect(step).toMatchObject({ groups: 2, flatGroups: 1, meanScore: { value: 5 / 3, n: 3, left: 1 } });
  });

  test("keeps questions apart that only their ids tell from each other", async () => {
    const root = makeFolder();
    writeDump(
      root,
      "1.jsonl",
      ["x", "x", "y", "y"].map(id => ({ more: { question_id: id } })),
    );
    const { runs } = await openRuns({ roots: [root] });
    const groups = await children(runs, (await descend(runs, ["run", "phase", "step"])).id);
    expect(groups.map(node => node.kind === "group" && [node.questionId, node.rollouts])).toEqual([
      ["x", 2],
      ["y", 2],
    ]);
  });

  test("keeps a malformed line, with its place and its reason", async () => {
    const root = makeFolder();
    const first = dumpLine({});
    writeFileSync(join(root, "1.jsonl"), `${first}\n{"input": "broken\n${dumpLine({})}\n`);
    const { runs } = await openRuns({ roots: [root] });
    const bad = await descend(runs, ["run", "phase", "step", "malformed"]);
    expect(bad).toMatchObject({ byteOffset: first.length + 1, ref: { row: 1 }, reason: { code: "not-json" } });
    expect(await descend(runs, ["run", "phase", "step"])).toMatchObject({ rollouts: 3, malformed: 1 });
  });

  test("lists the first of very many malformed lines and says how many more there are", async () => {
    const root = makeFolder();
    writeFileSync(join(root, "1.jsonl"), `${dumpLine({})}\n${"{broken\n".repeat(1_000)}`);
    const { runs } = await openRuns({ roots: [root] });
    const step = await descend(runs, ["run", "phase", "step"]);
    const listed = await children(runs, step.id);
    expect(listed.map(({ kind }) => kind).filter(kind => kind === "malformed")).toHaveLength(200);
    const more = listed.at(-1);
    expect(more).toMatchObject({ kind: "more", malformed: 800, parent: step.id, hasChildren: false });
    expect(await runs.node({ id: more?.id ?? "", query: plain })).toEqual(more);
    expect(step).toMatchObject({ malformed: 1_000 });
  });

  test("says that a file is being written while its last line is torn", async () => {
    const root = makeFolder();
    writeFileSync(join(root, "1.jsonl"), `${dumpLine({})}\n${dumpLine({}).slice(0, 40)}`);
    const { runs } = await openRuns({ roots: [root] });
    expect(await descend(runs, ["run", "phase", "step"])).toMatchObject({
      rollouts: 1,
      malformed: 0,
      isBeingWritten: true,
    });
  });

  test("lists files of no known format last, with the reason", async () => {
    const root = makeFolder();
    writeDump(root, "1.jsonl", [{}]);
    writeFileSync(join(root, "other.jsonl"), '{"colour": "red"}\n');
    const { runs } = await openRuns({ roots: [root] });
    const run = await children(runs, (await descend(runs, ["run"])).id);
    expect(run.map(node => node.kind)).toEqual(["phase", "unread"]);
    expect(await descend(runs, ["run", "unread", "file"])).toMatchObject({
      name: "other.jsonl",
      problem: { code: "unknown-format", values: ["colour"] },
    });
  });

  test("sorts by score, by length and by IoU; rows without a value come last", async () => {
    const root = makeFolder();
    writeDump(root, "1.jsonl", [
      { score: 1, response: "<answer>A</answer>" },
      { score: null, response: "<answer>B B B B</answer>" },
      { score: 3, response: "<answer>CC</answer>" },
    ]);
    const { runs } = await openRuns({ roots: [root] });
    const group = await descend(runs, ["run", "phase", "step", "group"]);
    const numbers = async (order: ListQuery["order"]) =>
      (await children(runs, group.id, { order, filters: [] })).map(node => node.kind === "rollout" && node.number);
    expect(await numbers({ key: "score", descending: true })).toEqual([3, 1, 2]);
    expect(await numbers({ key: "length", descending: false })).toEqual([1, 3, 2]);
    expect(await numbers({ key: "iou", descending: true })).toEqual([1, 2, 3]);
  });

  test("filters combine, hide steps of which nothing is left, and tell how many pass", async () => {
    const root = makeFolder();
    writeDump(root, "1.jsonl", [{ response: "<answer>B</answer>" }, { response: "<answer>A</answer>" }]);
    writeDump(root, "2.jsonl", [{ step: 2 }]);
    const { runs } = await openRuns({ roots: [root] });
    const query: ListQuery = { ...plain, filters: ["wrong", "no-zoom"] };
    const phase = await descend(runs, ["run", "phase"]);
    await expect
      .poll(async () => {
        const steps = await children(runs, phase.id, query);
        return steps.map(node => node.kind === "step" && [node.step, node.passing]);
      })
      .toEqual([[1, 1]]);
    expect(await runs.filterCounts({ query })).toEqual({ passing: 1, of: 3, isComplete: true, unaudited: 0 });
    const rollouts = await children(runs, (await descend(runs, ["run", "phase", "step", "group"], query)).id, query);
    expect(rollouts).toMatchObject([{ kind: "rollout", number: 1, outcome: "wrong" }]);
  });

  test("a step left over from before a resume is marked", async () => {
    const root = makeFolder();
    const times: readonly (readonly [number, number])[] = [
      [1, 100],
      [2, 900],
      [3, 300],
    ];
    for (const [step, time] of times) utimesSync(writeDump(root, `${step}.jsonl`, [{ step }]), time, time);
    const { runs } = await openRuns({ roots: [root] });
    const steps = await children(runs, (await descend(runs, ["run", "phase"])).id);
    expect(steps.map(node => node.kind === "step" && [node.step, node.staleBy])).toEqual([
      [3, "older-file"],
      [2, null],
      [1, null],
    ]);
  });

  test("the way to a row starts at its run, and every id on it has an item", async () => {
    const root = makeFolder();
    const file = writeDump(root, "run/rollouts/7.jsonl", [{ step: 7 }, { step: 7 }]);
    const { runs } = await openRuns({ roots: [root] });
    const path = await runs.path({ ref: { file, row: 1 } });
    const nodes = await Promise.all(path.map(id => runs.node({ id, query: plain })));
    expect(nodes.map(node => node?.kind)).toEqual(["run", "phase", "step", "group", "rollout"]);
    expect(await runs.path({ ref: { file, row: 9 } })).toEqual([]);
  });

  test("walks the group in file order and the list on into the next step", async () => {
    const root = makeFolder();
    const first = writeDump(root, "1.jsonl", [{ question: "p" }, { question: "q" }, { question: "p" }]);
    const second = writeDump(root, "2.jsonl", [{ step: 2 }]);
    const { runs } = await openRuns({ roots: [root] });
    const from = (file: string, row: number, within: "group" | "list", direction: 1 | -1 = 1) =>
      runs.neighbour({ ref: { file, row }, direction, within, query: plain });
    expect(await from(first, 0, "group")).toEqual({ file: first, row: 2 });
    expect(await from(first, 2, "group")).toBeNull();
    expect(await from(first, 2, "list")).toEqual({ file: first, row: 1 });
    expect(await from(second, 0, "list")).toEqual({ file: first, row: 0 });
    expect(await from(first, 0, "list", -1)).toEqual({ file: second, row: 0 });
  });
});

test("a row that is asked for before the first reading came to it is waited for; one that is nowhere is not", async () => {
  const root = makeFolder();
  for (let step = 1; step <= 40; step++) writeDump(root, `run/${step}.jsonl`, [{ step }]);
  const { runs } = await openRuns({ roots: [root] }, { isRead: false });
  const [there, nowhere] = await Promise.all([
    runs.open({ ref: { file: join(root, "run", "1.jsonl"), row: 0 } }),
    runs.open({ ref: { file: join(root, "run", "99.jsonl"), row: 0 } }),
  ]);
  expect(there).toMatchObject({ kind: "rollout", step: 1 });
  expect(nowhere).toMatchObject({ kind: "unreadable", code: "row-gone" });
});

describe("while a trainer writes", () => {
  const watched = async (root: string) => openRuns({ roots: [root] }, { watch: true });
  const stepsOf = async (runs: Runs) => {
    const nodes = await children(runs, (await descend(runs, ["run", "phase"])).id);
    return nodes.map(node => node.kind === "step" && [node.step, node.rollouts]);
  };

  test("new steps, grown, rewritten and deleted files appear, each with one event for what changed", async () => {
    const root = makeFolder();
    const first = writeDump(root, "1.jsonl", [{}]);
    const { runs, events } = await watched(root);
    writeDump(root, "2.jsonl", [{ step: 2 }]);
    await vi.waitFor(
      async () =>
        expect(await stepsOf(runs)).toEqual([
          [2, 1],
          [1, 1],
        ]),
      { timeout: 60_000 },
    );
    const [, older] = await children(runs, (await descend(runs, ["run", "phase"])).id);
    events.length = 0;
    appendFileSync(first, `${dumpLine({})}\n`);
    await vi.waitFor(
      async () =>
        expect(await stepsOf(runs)).toEqual([
          [2, 1],
          [1, 2],
        ]),
      { timeout: 60_000 },
    );
    await expect.poll(() => events.flatMap(event => (event.kind === "changed" ? event.ids : []))).toContain(older?.id);
    writeDump(root, "1.jsonl", [{ score: 9 }, { score: 9 }, { score: 9 }]);
    await vi.waitFor(
      async () =>
        expect(await stepsOf(runs)).toEqual([
          [2, 1],
          [1, 3],
        ]),
      { timeout: 60_000 },
    );
    rmSync(first);
    await vi.waitFor(async () => expect(await stepsOf(runs)).toEqual([[2, 1]]), { timeout: 60_000 });
  });

  test("a folder that vanishes leaves an empty list, and one that comes back is found again", async () => {
    const root = makeFolder();
    writeDump(root, "run/1.jsonl", [{}]);
    const { runs } = await watched(root);
    rmSync(join(root, "run"), { recursive: true });
    await vi.waitFor(async () => expect(await children(runs, null)).toEqual([]), { timeout: 60_000 });
    mkdirSync(join(root, "run"));
    writeDump(root, "run/1.jsonl", [{}]);
    await vi.waitFor(async () => expect(await children(runs, null)).toHaveLength(1), { timeout: 60_000 });
  });
});
