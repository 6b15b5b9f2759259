import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { setSteps } from "../../../src/node/reward/setSteps.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { writeDump } from "../../fixtures/dump.js";
import { twoStages, writeLaunch } from "../../fixtures/launchedRun.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const query: ListQuery = { order: { key: "file", descending: false }, filters: [] };

const children = (runs: Runs, id: string | null) => runs.children({ id, query });

/** Kinds and names of what lies below an item. */
async function below(runs: Runs, id: string): Promise<readonly string[]> {
  const name = (node: TreeNode) => {
    if (node.kind === "stage") return `stage ${node.name}`;
    if (node.kind === "phase") return node.phase;
    return node.kind === "step" ? `step ${String(node.step)}` : node.kind;
  };
  return (await children(runs, id)).map(name);
}

async function child<K extends TreeNode["kind"]>(runs: Runs, id: string | null, kind: K, at = 0) {
  const found = (await children(runs, id)).filter((node): node is Extract<TreeNode, { kind: K }> => node.kind === kind);
  const node = found[at];
  if (node === undefined) throw new Error(`no ${kind} ${String(at)}`);
  return node;
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
const metricsLine = (step: number, score: number) => `{"step": ${step}, "data": {"critic/score/mean": ${score}}}\n`;

describe("a launched run without stages", () => {
  test("is one run with its arm, its training, validation, metrics and checkpoints", async () => {
    const root = makeFolder();
    const run = join(root, "comics-rarl-0001");
    writeLaunch(run, { arm: "RARL" });
    writeDump(run, "out/rollouts/1.jsonl", [{ step: 1 }]);
    writeDump(run, "out/val/0.jsonl", [{ step: 0 }]);
    write(run, "out/metrics/1700000000.jsonl", metricsLine(1, 0.5));
    write(run, "out/ckpt/latest_checkpointed_iteration.txt", "1");
    mkdirSync(join(run, "out/ckpt/global_step_1/actor"), { recursive: true });
    const { runs } = await openRuns({ roots: [root] });
    const list = await children(runs, null);
    expect(list).toMatchObject([
      { kind: "run", path: run, latestStep: 1, launch: { arm: "RARL", host: "gpu1", stage: null, resumedFrom: null } },
    ]);
    expect(await below(runs, list[0]?.id ?? "")).toEqual(["training", "validation", "metrics", "checkpoints"]);
  });

  test("has the checkpoints of a miniature, which stand in the stage's own folder", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/12.jsonl", [{ step: 12 }]);
    write(root, "out/global_step_10/policy.json", "{}");
    write(root, "out/latest_checkpointed_iteration.txt", "10");
    const { runs } = await openRuns({ roots: [root] });
    const list = await child(runs, (await child(runs, null, "run")).id, "checkpoints");
    expect(await children(runs, list.id)).toMatchObject([{ name: "global_step_10", step: 10, isHere: true }]);
  });

  test("tells training from validation by where the launch has them, whatever a trainer names its folders", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/comics/test/1.jsonl", [{ step: 1 }]);
    writeDump(root, "out/val/1.jsonl", [{ step: 1 }]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await below(runs, (await child(runs, null, "run")).id)).toEqual(["training", "validation"]);
  });

  test("takes the method for its arm where none was named", async () => {
    const root = makeFolder();
    writeLaunch(root, { arm: null });
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await children(runs, null)).toMatchObject([{ launch: { arm: "RARL" } }]);
  });

  test("shows nothing of its code, its data and the files of the launch", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    writeDump(root, "code/examples/rollouts/7.jsonl", [{ step: 7 }]);
    write(root, "data/train.jsonl", '{"question": "Which?"}\n');
    write(root, "left-on-host.json", '{"version": 1, "files": []}');
    const { runs } = await openRuns({ roots: [root] });
    const list = await children(runs, null);
    expect(list).toHaveLength(1);
    expect(await below(runs, list[0]?.id ?? "")).toEqual(["training"]);
  });

  test("is shown as any other run while its run.json is torn, and as launched once it is whole", async () => {
    const root = makeFolder();
    writeFileSync(join(root, "run.json"), '{"version": 1, "runId": "rarl');
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await children(runs, null)).toMatchObject([{ kind: "run", launch: null }]);
    writeLaunch(root);
    await runs.refresh();
    expect(await children(runs, null)).toMatchObject([{ kind: "run", path: root, launch: { arm: "RARL" } }]);
  });

  test("takes stage folders that lead out of it for none", async () => {
    const root = makeFolder();
    writeLaunch(root, { stages: [{ name: "x", folder: "../elsewhere", steps: 1 }] });
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] });
    expect(await children(runs, null)).toMatchObject([{ launch: { stage: null } }]);
  });
});

describe("a launched run of stages", () => {
  function chain() {
    const root = makeFolder();
    writeLaunch(root, { stages: twoStages });
    for (const step of [1, 2, 3, 4])
      writeDump(root, `out/1-action/rollouts/${String(step)}.jsonl`, [{ step, score: 1 }]);
    for (const step of [1, 2]) writeDump(root, `out/2-depth/rollouts/${String(step)}.jsonl`, [{ step, score: 0 }]);
    writeDump(root, "out/2-depth/val/0.jsonl", [{ step: 0 }]);
    write(root, "out/1-action/metrics/1700000000.jsonl", metricsLine(1, 0.5));
    write(root, "out/2-depth/metrics/1700009000.jsonl", metricsLine(1, 0.1));
    return root;
  }

  test("is one run, with its stages in their order and what each made below it", async () => {
    const { runs } = await openRuns({ roots: [chain()] });
    const run = await child(runs, null, "run");
    expect(run).toMatchObject({ latestStep: 2, launch: { stage: { name: "depth", number: 2, of: 2 } } });
    expect(await below(runs, run.id)).toEqual(["stage action", "stage depth"]);
    const [first, second] = [await child(runs, run.id, "stage"), await child(runs, run.id, "stage", 1)];
    expect([first, second]).toMatchObject([
      { latestStep: 4, plannedSteps: 4, number: 1 },
      { latestStep: 2, plannedSteps: 4, number: 2 },
    ]);
    expect(await below(runs, first.id)).toEqual(["training", "metrics"]);
    expect(await below(runs, second.id)).toEqual(["training", "validation", "metrics"]);
    expect(await child(runs, second.id, "phase")).toMatchObject({ folder: null, steps: 2 });
  });

  test("lists a stage that has not begun", async () => {
    const root = chain();
    rmSync(join(root, "out/2-depth"), { recursive: true });
    const { runs } = await openRuns({ roots: [root] });
    const run = await child(runs, null, "run");
    expect(run).toMatchObject({ latestStep: 4, launch: { stage: { number: 1 } } });
    expect(await child(runs, run.id, "stage", 1)).toMatchObject({ latestStep: null });
  });

  test("has a way from a row up to the run, and an item for every id on it", async () => {
    const root = chain();
    const { runs } = await openRuns({ roots: [root] });
    const file = join(root, "out/2-depth/rollouts/2.jsonl");
    const ids = await runs.path({ ref: { file, row: 0 } });
    const nodes = await Promise.all(ids.map(id => runs.node({ id, query })));
    expect(nodes.map(node => node?.kind)).toEqual(["run", "stage", "phase", "step", "group", "rollout"]);
    for (const [i, node] of nodes.entries()) expect(node?.parent).toBe(i === 0 ? null : ids[i - 1]);
  });

  test("does not take a stage's first steps for a dead branch of the one before", async () => {
    const root = chain();
    const { runs } = await openRuns({ roots: [root] });
    const [run] = runs.parts().list().runs;
    expect(run?.folders.flatMap(({ steps }) => steps).every(({ staleBy }) => staleBy === null)).toBe(true);
  });

  test("draws a stage's trainer metrics with its own rollouts alone", async () => {
    const root = chain();
    const { runs } = await openRuns({ roots: [root] });
    const run = await child(runs, null, "run");
    const second = await child(runs, run.id, "stage", 1);
    const { file } = await child(runs, second.id, "metrics");
    expect(await runs.metrics({ file })).toMatchObject({ curves: { steps: [1], series: [{ values: [0.1] }] } });
  });
});

describe("metrics with a file for each start", () => {
  test("are one set of curves, in the order of the starts, whatever their names sort like", async () => {
    const root = makeFolder();
    write(root, "out/metrics/9.jsonl", metricsLine(1, 1) + metricsLine(2, 1) + metricsLine(3, 1));
    write(root, "out/metrics/10.jsonl", metricsLine(2, 2) + metricsLine(3, 2));
    write(root, "out/metrics.jsonl", metricsLine(1, 0));
    const { runs } = await openRuns({ roots: [root] });
    const run = await child(runs, null, "run");
    const node = await child(runs, run.id, "metrics");
    expect(node).toMatchObject({ files: 3, rows: 6, latestStep: 3 });
    expect(await runs.metrics({ file: node.file })).toMatchObject({
      curves: {
        steps: [1, 2, 3],
        series: [{ values: [1, 2, 2] }],
        seams: [
          { step: 1, replacedRows: 1 },
          { step: 2, replacedRows: 2 },
        ],
      },
    });
  });

  test("have the parts that a pull kept before the file that came in their place", async () => {
    const root = makeFolder();
    write(root, "out/metrics/9.jsonl.1.segment", metricsLine(1, 1) + metricsLine(2, 1));
    write(root, "out/metrics/9.jsonl", metricsLine(2, 2));
    const { runs } = await openRuns({ roots: [root] });
    const run = await child(runs, null, "run");
    const { file } = await child(runs, run.id, "metrics");
    expect(await runs.metrics({ file })).toMatchObject({ curves: { steps: [1, 2], series: [{ values: [1, 2] }] } });
  });

  test("stay apart where files are no starts", async () => {
    const root = makeFolder();
    write(root, "a.jsonl", metricsLine(1, 1));
    write(root, "b.jsonl", metricsLine(1, 1));
    const { runs } = await openRuns({ roots: [root] });
    expect(await below(runs, (await child(runs, null, "run")).id)).toEqual(["metrics", "metrics"]);
  });
});

describe("a run that went on from another's checkpoint", () => {
  function pair() {
    const root = makeFolder();
    const [first, second] = [join(root, "first"), join(root, "second")];
    writeLaunch(first, { runId: "rarl-0001" });
    writeLaunch(second, { runId: "rarl-0002" });
    write(second, "resume-from", "/home/me/.loupe/runs/rarl-0001\n");
    for (const step of [1, 2, 3, 4]) writeDump(first, `out/rollouts/${String(step)}.jsonl`, [{ step }]);
    for (const step of [2, 4]) writeDump(first, `out/val/${String(step)}.jsonl`, [{ step }]);
    for (const step of [3]) writeDump(second, `out/rollouts/${String(step)}.jsonl`, [{ step }]);
    writeDump(second, "out/val/2.jsonl", [{ step: 2 }]);
    write(first, "out/metrics/1700000000.jsonl", [1, 2, 3, 4].map(step => metricsLine(step, 1)).join(""));
    write(second, "out/metrics/1700009000.jsonl", metricsLine(3, 2));
    return { root, first, second };
  }

  test("leaves the other's later steps as a dead branch, kept and part of no figure", async () => {
    const { root, first } = pair();
    const { runs } = await openRuns({ roots: [root] });
    const run = runs
      .parts()
      .list()
      .runs.find(({ path }) => path === first);
    if (run === undefined) throw new Error("no run");
    const stale = run.folders.map(({ phase, steps }) => [phase, steps.map(({ step, staleBy }) => [step, staleBy])]);
    expect(stale).toEqual([
      [
        "training",
        [
          [4, "other-run"],
          [3, "other-run"],
          [2, null],
          [1, null],
        ],
      ],
      [
        "validation",
        [
          [4, "other-run"],
          [2, null],
        ],
      ],
    ]);
    const set = { run: first, phase: "training", folder: null, from: null, to: null } as const;
    expect(setSteps(run, set).map(({ step }) => step)).toEqual([1, 2]);
    expect(await child(runs, null, "run")).toMatchObject({ latestStep: 2 });
  });

  test("keeps the metrics of both in one set of curves, with a seam", async () => {
    const { root } = pair();
    const { runs } = await openRuns({ roots: [root] });
    const second = await child(runs, null, "run", 1);
    expect(second.launch?.resumedFrom).toBe("rarl-0001");
    const node = await child(runs, second.id, "metrics");
    expect(node).toMatchObject({ files: 2, latestStep: 3 });
    expect(await runs.metrics({ file: node.file })).toMatchObject({
      curves: { steps: [1, 2, 3], series: [{ values: [1, 1, 2] }], seams: [{ step: 3, replacedRows: 2 }] },
    });
  });

  test("joins each kind of metrics with its like", async () => {
    const { root, first, second } = pair();
    const log = (step: number) => `{"current_steps": ${step}, "total_steps": 9, "loss": ${step}}\n`;
    write(first, "out/ckpt/trainer_log.jsonl", log(1) + log(2));
    write(second, "out/ckpt/trainer_log.jsonl", log(3));
    const { runs } = await openRuns({ roots: [root] });
    const file = join(second, "out/ckpt/trainer_log.jsonl");
    expect(await runs.metrics({ file })).toMatchObject({ curves: { steps: [1, 2, 3] } });
  });

  test("that names itself, or a circle of runs, is read all the same", async () => {
    const { root, first } = pair();
    write(first, "resume-from", "/runs/rarl-0002");
    const { runs } = await openRuns({ roots: [root] });
    expect(await children(runs, null)).toHaveLength(2);
    write(first, "resume-from", "/runs/rarl-0001");
    await runs.refresh();
    expect(await children(runs, null)).toHaveLength(2);
  });
});

describe("checkpoints", () => {
  const left = (files: readonly { path: string; bytes: number }[]) => JSON.stringify({ version: 1, files });

  test("are listed with what is here and what stayed on the host, the latest first", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    write(root, "out/ckpt/global_step_20/actor/config.json", "x".repeat(1000));
    mkdirSync(join(root, "out/ckpt/not_a_checkpoint"));
    const model = "out/ckpt/global_step_40/actor/model.pt";
    write(
      root,
      "left-on-host.json",
      left([
        { path: model, bytes: 7e9 },
        { path: "out/rollouts/9.jsonl", bytes: 5 },
      ]),
    );
    const { runs } = await openRuns({ roots: [root] });
    const run = await child(runs, null, "run");
    const heading = await child(runs, run.id, "checkpoints");
    expect(heading).toMatchObject({ checkpoints: 2, onHost: 1, host: "gpu1", parent: run.id });
    expect(await children(runs, heading.id)).toMatchObject([
      { name: "global_step_40", step: 40, isHere: false, bytesHere: 0, bytesOnHost: 7e9, parent: heading.id },
      { name: "global_step_20", step: 20, isHere: true, bytesHere: 1000, bytesOnHost: 0 },
    ]);
  });

  test("of a stage hang on the stage", async () => {
    const root = makeFolder();
    writeLaunch(root, { stages: twoStages });
    writeDump(root, "out/1-action/rollouts/1.jsonl", [{}]);
    mkdirSync(join(root, "out/1-action/ckpt/global_step_4"), { recursive: true });
    const { runs } = await openRuns({ roots: [root] });
    const stage = await child(runs, (await child(runs, null, "run")).id, "stage");
    const heading = await child(runs, stage.id, "checkpoints");
    expect(heading.parent).toBe(stage.id);
    const checkpoint = await child(runs, heading.id, "checkpoint");
    expect(await runs.node({ id: checkpoint.id, query })).toEqual(checkpoint);
  });

  test("are those of the run alone: a list that leads out of it is not followed", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    const paths = ["../x/out/ckpt/global_step_1/a", "/out/ckpt/global_step_1/a", "out/ckpt/../ckpt/global_step_1/a"];
    write(root, "left-on-host.json", left(paths.map(path => ({ path, bytes: 1 }))));
    const { runs } = await openRuns({ roots: [root] });
    expect(await below(runs, (await child(runs, null, "run")).id)).toEqual(["training"]);
  });

  test("that a pull tells of later are told to the tree", async () => {
    const root = makeFolder();
    writeLaunch(root);
    writeDump(root, "out/rollouts/1.jsonl", [{}]);
    const { runs } = await openRuns({ roots: [root] }, { watch: true });
    await runs.source?.whenWatching();
    const run = await child(runs, null, "run");
    write(root, "left-on-host.json", left([{ path: "out/ckpt/global_step_40/model.pt", bytes: 7 }]));
    await vi.waitFor(async () => expect(await below(runs, run.id)).toEqual(["training", "checkpoints"]), 60_000);
  });
});

test("times of files of another stage do not make a step stale", async () => {
  const root = makeFolder();
  writeLaunch(root, { stages: twoStages });
  utimesSync(writeDump(root, "out/1-action/rollouts/4.jsonl", [{ step: 4 }]), 100, 100);
  utimesSync(writeDump(root, "out/2-depth/rollouts/1.jsonl", [{ step: 1 }]), 900, 900);
  const { runs } = await openRuns({ roots: [root] });
  const [run] = runs.parts().list().runs;
  expect(run?.folders.flatMap(({ steps }) => steps.map(({ staleBy }) => staleBy))).toEqual([null, null]);
});
