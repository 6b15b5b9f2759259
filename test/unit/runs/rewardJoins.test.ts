import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { RewardJoins } from "../../../src/node/runs/rewardJoins.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { OpenedRow } from "../../../src/protocol/rolloutView.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { twoStages, writeLaunch } from "../../fixtures/launchedRun.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { rewardLine, writeLines } from "../../fixtures/rewardLine.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const query: ListQuery = { order: { key: "file", descending: false }, filters: [] };

async function opened(runs: Runs, file: string, row = 0): Promise<Extract<OpenedRow, { kind: "rollout" }>> {
  const view = await runs.open({ ref: { file, row } });
  if (view.kind !== "rollout") throw new Error(view.code);
  return view;
}

async function runNode(runs: Runs): Promise<Extract<TreeNode, { kind: "run" }>> {
  const [run] = await runs.children({ id: null, query });
  if (run?.kind !== "run") throw new Error("no run");
  return run;
}

/** The notes of the only run, once its lines were compared with its rollouts. */
async function notes(runs: Runs): Promise<readonly string[]> {
  const list = runs.parts().list();
  const joins = new RewardJoins();
  await joins.refresh(list);
  for (const run of list.runs) await joins.count(run);
  return list.runs.flatMap(run => joins.notesOf(run)).map(({ code, values }) => `${code} ${values.join(" ")}`);
}

const response = `<think>x</think>${zoom([100, 100, 300, 300])}<answer>A</answer>`;

describe("a line of the trainer's own JSONL", () => {
  test("gives its row question, page and reward parts, and the view says where they are from", async () => {
    const root = makeFolder();
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response }, { response: "other" }]);
    writeLines(root, "out/reward/gpu1-7-1.jsonl", [{ response, question: "q9" }]);
    const { runs } = await openRuns({ roots: [root] });
    const row = await opened(runs, file);
    expect(row).toMatchObject({ lineFile: "gpu1-7-1.jsonl", question: { id: "q9", taskKind: "action_recognition" } });
    expect(row.reward.map(({ role, value }) => [role, value.kind === "number" ? value.value : value.kind])).toEqual([
      ["format", 1],
      ["accuracy", 1],
      ["count", 0.5],
      ["iou", 0.25],
      ["total", 1],
    ]);
    expect(row.extras.find(({ name }) => name === "strategy_hash")?.text).toBe("abc");
    expect(await opened(runs, file, 1)).toMatchObject({ lineFile: null, question: { id: null } });
  });

  test("is found for a row that kept its special tokens", async () => {
    const root = makeFolder();
    const board = join(root, "out/rollouts/rollout_data_rank0.jsonl");
    writeDump(root, "out/rollouts/other.txt", []);
    const written = "<answer>A</answer><|im_end|>";
    writeFileSync(board, `${boardLine(1, written)}\n`);
    writeLines(root, "out/reward/a.jsonl", [{ response: "<answer>A</answer>" }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await opened(runs, board)).toMatchObject({ lineFile: "a.jsonl", step: 1 });
  });

  test("says what the tool cropped, whatever a reply in the text says", async () => {
    const root = makeFolder();
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response }, { response: `${response} ` }]);
    writeLines(root, "out/reward/a.jsonl", [
      { response, more: { calls: [{ requested: [100, 100, 300, 300], executed: [90, 90, 310, 310] }] } },
    ]);
    const { runs } = await openRuns({ roots: [root] });
    expect((await opened(runs, file)).placed).toMatchObject([{ executed: [90, 90, 310, 310], refusedBy: null }]);
    const none = { calls: [{ requested: [100, 100, 300, 300], executed: null }] };
    writeLines(root, "out/reward/a.jsonl", [{ response, more: none }]);
    await runs.refresh();
    expect((await opened(runs, file)).placed).toMatchObject([{ executed: null, refusedBy: "tool-error" }]);
  });

  test("comes after what the row says itself", async () => {
    const root = makeFolder();
    const more = { question_id: "own", acc: 0 };
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response, more }]);
    writeLines(root, "out/reward/a.jsonl", [
      { response, question: "own" },
      { response, question: "another" },
    ]);
    const { runs } = await openRuns({ roots: [root] });
    const row = await opened(runs, file);
    expect(row.question.id).toBe("own");
    expect(row.reward.find(({ name }) => name === "acc_reward")).toBeDefined();
    expect(row.extras.find(({ name }) => name === "acc")?.text).toBe("0");
  });

  test("is no dump in the list, and its files are read where they stand", async () => {
    const root = makeFolder();
    writeDump(root, "run/rollouts/1.jsonl", [{ response }]);
    writeLines(root, "run/reward/a.jsonl", [{ response }]);
    const { runs } = await openRuns({ roots: [root] });
    const run = await runNode(runs);
    expect(run.path).toBe(join(root, "run"));
    const below = await runs.children({ id: run.id, query });
    expect(below.map(({ kind }) => kind)).toEqual(["phase"]);
  });

  test("belongs to the stage that its file lies in", async () => {
    const root = makeFolder();
    writeLaunch(root, { stages: twoStages });
    const files = ["1-action", "2-depth"].map(stage => {
      writeLines(root, `out/${stage}/reward/a.jsonl`, [{ response, question: stage }]);
      return writeDump(root, `out/${stage}/rollouts/1.jsonl`, [{ response }]);
    });
    const { runs } = await openRuns({ roots: [root] });
    const ids = await Promise.all(files.map(async file => (await opened(runs, file)).question.id));
    expect(ids).toEqual(["1-action", "2-depth"]);
  });

  test("is taken in order where the same response was scored again by another rule", async () => {
    const root = makeFolder();
    const files = [1, 2].map(step => writeDump(root, `out/rollouts/${String(step)}.jsonl`, [{ step, response }]));
    writeLines(root, "out/reward/b.jsonl", [{ response, time: 20, more: { phase: "main" } }]);
    writeLines(root, "out/reward/a.jsonl", [{ response, time: 10, more: { phase: "warm" } }]);
    const { runs } = await openRuns({ roots: [root] });
    const phases = await Promise.all(
      files.map(async file => (await opened(runs, file)).extras.find(({ name }) => name === "phase")?.text),
    );
    expect(phases).toEqual(["warm", "main"]);
  });

  test("that comes after its row was opened is joined then", async () => {
    const root = makeFolder();
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response }]);
    const lines = writeLines(root, "out/reward/a.jsonl", [{ response: "another" }]);
    const { runs } = await openRuns({ roots: [root] }, { watch: true });
    await runs.source?.whenWatching();
    expect((await opened(runs, file)).lineFile).toBeNull();
    appendFileSync(lines, `${rewardLine({ response })}\n`);
    await vi.waitFor(async () => expect((await opened(runs, file)).lineFile).toBe("a.jsonl"), 60_000);
  });

  test("is what the facts of the reward views are made of", async () => {
    const root = makeFolder();
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response }, { response: "x" }]);
    writeLines(root, "out/reward/a.jsonl", [{ response, question: "q9" }]);
    const { runs } = await openRuns({ roots: [root] });
    const row = runs.parts().row(file, 0);
    if (row === undefined) throw new Error("no row");
    const lines = await runs.parts().linesOf(row.file, [0, 1]);
    expect([...(lines ?? [])].map(([at, { question_id: id }]) => [at, id])).toEqual([[0, "q9"]]);
  });
});

describe("lines that fit no rollout", () => {
  test("are counted and said at the run", async () => {
    const root = makeFolder();
    writeDump(root, "out/rollouts/1.jsonl", [{ response }]);
    writeLines(root, "out/reward/a.jsonl", [{ response }, { response: "lost" }, { response }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await notes(runs)).toEqual(["reward-lines-unjoined 2 3"]);
    // Nobody has looked at the run yet; then its item tells.
    const run = await runNode(runs);
    expect(run.notes).toEqual([]);
    await runs.children({ id: run.id, query });
    await vi.waitFor(
      async () => expect((await runNode(runs)).notes).toEqual([{ code: "reward-lines-unjoined", values: ["2", "3"] }]),
      60_000,
    );
  });

  test("are told apart from those whose step is not dumped yet", async () => {
    const root = makeFolder();
    writeDump(root, "out/rollouts/1.jsonl", [{ response }]);
    writeLines(root, "out/reward/a.jsonl", [
      { response: "lost", time: 5 },
      { response, time: 10 },
      { response: "of the next step", time: 20 },
    ]);
    const { runs } = await openRuns({ roots: [root] }, { watch: true });
    await runs.source?.whenWatching();
    expect(await notes(runs)).toEqual(["reward-lines-unjoined 1 3", "reward-lines-waiting 1"]);
    const { id } = await runNode(runs);
    await runs.children({ id, query });
    await vi.waitFor(async () => expect((await runNode(runs)).notes).toHaveLength(2), 60_000);
    writeDump(root, "out/rollouts/2.jsonl", [{ step: 2, response: "of the next step" }]);
    // The note is kept true without anybody looking again.
    await vi.waitFor(async () => expect((await runNode(runs)).notes).toHaveLength(1), 60_000);
  });

  test("are none where every line has its rollout", async () => {
    const root = makeFolder();
    writeDump(root, "out/rollouts/1.jsonl", [{ response }]);
    writeDump(root, "out/val/1.jsonl", [{ response, more: { reward: 1 } }]);
    writeLines(root, "out/reward/a.jsonl", [{ response }, { response, split: "val" }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await notes(runs)).toEqual([]);
  });

  test("that are torn wait, and those that are none of ours are said", async () => {
    const root = makeFolder();
    const file = writeDump(root, "out/rollouts/1.jsonl", [{ response }]);
    const lines = writeLines(root, "out/reward/a.jsonl", [{ response }]);
    const torn = rewardLine({ response: "x" }).slice(0, 60);
    appendFileSync(lines, `{"loupe": "reward", "sha256": "short"}\nnot json\n${torn}`);
    const { runs } = await openRuns({ roots: [root] });
    expect((await opened(runs, file)).lineFile).toBe("a.jsonl");
    expect(await notes(runs)).toEqual(["reward-lines-unreadable 2"]);
    expect(await runs.malformed({ limit: 5 })).toMatchObject([{ path: lines, total: 1 }]);
  });
});

/** One line of DeepEyes' board. */
function boardLine(step: number, text: string): string {
  const lists = { response_tokens: [], logprobs: [], token_rewards: [] };
  return JSON.stringify({ step, prompt: "Which?", response: text, ...lists, reward: 1 });
}

describe("validation rollouts that no dump holds", () => {
  const value = (text: string, question: string, time: number) => ({
    response: text,
    question,
    time,
    split: "val",
    more: { output: text, gts: "A" },
  });
  const trained = (step: number, time: number) => ({ response: `answer ${String(step)}`, time });

  function deepeyes(lines: Parameters<typeof writeLines>[2]) {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/none.txt", []);
    const board = [1, 2].map(step => `${boardLine(step, `answer ${String(step)}`)}\n`).join("");
    writeFileSync(join(root, "out/rollouts/rollout_data_rank0.jsonl"), board);
    writeLines(root, "out/reward/a.jsonl", lines);
    return root;
  }

  async function steps(runs: Runs) {
    const run = await runNode(runs);
    const phases = await runs.children({ id: run.id, query });
    const validation = phases.find(node => node.kind === "phase" && node.phase === "validation");
    const listed = validation === undefined ? [] : await runs.children({ id: validation.id, query });
    return listed.map(node => (node.kind === "step" ? [node.step, node.rollouts, node.groups] : node.kind));
  }

  test("are a validation of their own, each at the step that was trained last before it", async () => {
    const root = deepeyes([
      value("<answer>A</answer>", "q1", 5),
      trained(1, 10),
      value("<answer>A</answer>", "q1", 15),
      value("<answer>A</answer>", "q2", 16),
      trained(2, 20),
      value("<answer>B</answer>", "q1", 25),
    ]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await steps(runs)).toEqual([
      [2, 1, 1],
      [1, 2, 2],
      [0, 1, 1],
    ]);
    const lines = join(root, "out/reward/a.jsonl");
    expect(await opened(runs, lines, 2)).toMatchObject({
      phase: "validation",
      step: 1,
      outcome: "correct",
      question: { id: "q1", given: "A", expected: "A" },
    });
    expect((await runs.path({ ref: { file: lines, row: 2 } })).length).toBe(5);
    expect(await notes(runs)).toEqual([]);
  });

  test("are said to have no step where no training rollout tells when it was", async () => {
    const root = deepeyes([value("<answer>A</answer>", "q1", 5)]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await steps(runs)).toEqual([]);
    expect(await notes(runs)).toEqual(["reward-lines-unplaced 1"]);
  });

  test("are joined to a dump where there is one, and no second list of the same", async () => {
    const root = makeFolder();
    writeLaunch(root);
    const file = writeDump(root, "out/val/0.jsonl", [{ step: 0, response: "<answer>A</answer>" }]);
    writeLines(root, "out/reward/a.jsonl", [value("<answer>A</answer>", "q1", 5)]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await steps(runs)).toEqual([[0, 1, 1]]);
    expect(await opened(runs, file)).toMatchObject({ lineFile: "a.jsonl", question: { id: "q1" } });
  });
});
