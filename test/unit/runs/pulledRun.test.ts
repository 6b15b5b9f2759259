import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { pullRun } from "../../../src/node/jobs/pullRun.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { writeDump } from "../../fixtures/dump.js";
import { twoStages, writeLaunch } from "../../fixtures/launchedRun.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { trainerFolder } from "../jobs/madeJobs.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const connection = openHost("local", { trainerFolder });
afterAll(() => connection.dispose());

/** A run folder of a host, and one to pull it into. */
function places() {
  const root = makeFolder();
  const [remote, local] = [join(root, "host"), join(root, "here")];
  writeLaunch(remote, { stages: twoStages });
  const pull = async (fileBytes = 1e9) => {
    const limits = { fileBytes, totalBytes: 1e10 };
    const outcome = await pullRun({ connection, runFolder: remote, localFolder: local, limits, rsync: null });
    expect(outcome.kind).toBe("pulled");
  };
  return { remote, local, pull };
}

/** Seconds since 1970, of files written at some minute of the training. */
const minute = (at: number) => 1_700_000_000 + 60 * at;

function dump(folder: string, stage: string, step: number, score: number, at: number): void {
  const path = writeDump(folder, `out/${stage}/rollouts/${String(step)}.jsonl`, [{ step, score }]);
  utimesSync(path, minute(at), minute(at));
}

async function stepsOf(folder: string) {
  const { runs } = await openRuns({ roots: [folder] });
  const [run] = runs.parts().list().runs;
  return (run?.folders ?? []).map(({ stage, steps }) => [
    stage?.name,
    steps.map(({ step, staleBy, parts }) => [step, staleBy, parts[0]?.file.columns.scoreOf(0)]),
  ]);
}

describe("a run that was pulled", () => {
  test("has the stages, steps and dead branches of its host, also when all of it came at once", async () => {
    const { remote, local, pull } = places();
    for (const step of [1, 2, 3, 4]) dump(remote, "1-action", step, 1, step);
    for (const step of [3, 2, 1]) dump(remote, "2-depth", step, 0, 10 + step);
    // Resumed behind step 1; step 3 is what the dead branch left.
    dump(remote, "2-depth", 2, 0.5, 20);
    await pull();
    expect(await stepsOf(local)).toEqual([
      [
        "action",
        [
          [4, null, 1],
          [3, null, 1],
          [2, null, 1],
          [1, null, 1],
        ],
      ],
      [
        "depth",
        [
          [3, "older-file", 0],
          [2, null, 0.5],
          [1, null, 0],
        ],
      ],
    ]);
  });

  test("keeps what the host replaced since the last pull, as no part of any figure", async () => {
    const { remote, local, pull } = places();
    for (const step of [1, 2, 3]) dump(remote, "1-action", step, 0, step);
    await pull();
    rmSync(join(remote, "out/1-action/rollouts/2.jsonl"));
    dump(remote, "1-action", 2, 1, 20);
    await pull();
    expect(await stepsOf(local)).toEqual([
      [
        "action",
        [
          [3, "older-file", 0],
          [2, null, 1],
          [2, "replaced", 0],
          [1, null, 0],
        ],
      ],
    ]);
  });

  test("joins the metrics of its starts, and of a file that was started over", async () => {
    const { remote, local, pull } = places();
    const lines = (steps: readonly number[], value: number) =>
      steps.map(step => `{"step": ${step}, "data": {"loss": ${value}}}\n`).join("");
    const write = (name: string, text: string) => {
      const path = join(remote, "out/1-action/metrics", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    dump(remote, "1-action", 1, 0, 1);
    write("1700000000.jsonl", lines([1, 2, 3], 1));
    await pull();
    truncateSync(join(remote, "out/1-action/metrics/1700000000.jsonl"));
    write("1700000000.jsonl", lines([2], 2));
    write("1700009000.jsonl", lines([3], 3));
    await pull();
    const { runs } = await openRuns({ roots: [local] });
    const file = join(local, "out/1-action/metrics/1700009000.jsonl");
    expect(await runs.metrics({ file })).toMatchObject({
      curves: { steps: [1, 2, 3], series: [{ values: [1, 2, 3] }], seams: [{ step: 2 }, { step: 3 }] },
    });
  });

  test("has the validation dumps of each element of an array, beside their logs, and none of what they share", async () => {
    const { remote, local, pull } = places();
    for (const index of ["0", "1"]) {
      const element = join(remote, "shards", `${basename(remote)}.${index}`);
      writeDump(element, "out/2-depth/val/0.jsonl", [{ step: 0, score: Number(index) }]);
      writeFileSync(join(element, "log"), `element ${index}\n`);
      writeFileSync(join(element, "secrets.sh"), "TOKEN=secret\n");
      symlinkSync("../../run.json", join(element, "run.json"));
    }
    await pull();
    const shards = join(local, "shards");
    expect(readdirSync(shards, { recursive: true }).filter(name => /secret|run\.json/.test(String(name)))).toEqual([]);
    expect(readFileSync(join(shards, "host.1", "log"), "utf8")).toBe("element 1\n");
    // Also where the host itself is this machine.
    for (const folder of [local, remote]) {
      const { runs } = await openRuns({ roots: [folder] });
      const found = runs.parts().list().runs;
      expect(found.map(({ path, launch }) => [path, launch?.folder])).toEqual([[folder, folder]]);
      const dumps = found[0]?.folders.map(({ path, phase, stage, steps }) => ({
        ...{ at: relative(folder, path), phase, stage: stage?.name },
        scores: steps.map(({ parts }) => parts[0]?.file.columns.scoreOf(0)),
      }));
      expect(dumps).toEqual([
        { at: "shards/host.0/out/2-depth/val", phase: "validation", stage: "depth", scores: [0] },
        { at: "shards/host.1/out/2-depth/val", phase: "validation", stage: "depth", scores: [1] },
      ]);
    }
  });

  test("lists checkpoints that are too large to be pulled as those of its host", async () => {
    const { remote, local, pull } = places();
    dump(remote, "1-action", 1, 0, 1);
    const weights = join(remote, "out/1-action/ckpt/global_step_4/actor/model.pt");
    mkdirSync(dirname(weights), { recursive: true });
    writeFileSync(weights, "x".repeat(5000));
    writeFileSync(join(dirname(weights), "config.json"), "{}");
    await pull(1000);
    const { runs } = await openRuns({ roots: [local] });
    const query = { order: { key: "file", descending: false }, filters: [] } as const;
    const below = async (id: string | null, kind: string) =>
      (await runs.children({ id, query })).find(node => node.kind === kind)?.id ?? "";
    const stage = await below(await below(null, "run"), "stage");
    expect(await runs.children({ id: await below(stage, "checkpoints"), query })).toMatchObject([
      { name: "global_step_4", isHere: true, bytesHere: 2, bytesOnHost: 5000, host: "gpu1" },
    ]);
  });
});
