import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeSegmentName } from "../../../src/core/rollout/segmentName.js";
import { setSteps } from "../../../src/node/reward/setSteps.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const query: ListQuery = { order: { key: "file", descending: false }, filters: [] };

const kept = (name: string, number: number) => writeSegmentName({ name, number });

/** Step, why it is stale, and its mean score, as the tree lists them. */
async function listed(runs: Runs) {
  const [run] = await runs.children({ id: null, query });
  const [phase] = await runs.children({ id: run?.id ?? "", query });
  const steps = await runs.children({ id: phase?.id ?? "", query });
  return steps.map(node => (node.kind === "step" ? [node.step, node.staleBy, node.meanScore.value] : node.kind));
}

/** The rollouts that every figure is made of, by step. */
function living(runs: Runs) {
  const { runs: all } = runs.parts().list();
  const [run] = all;
  if (run === undefined) throw new Error("no run");
  const set = { run: run.path, phase: "training", folder: null, from: null, to: null } as const;
  return setSteps(run, set).map(({ step, parts }) => [step, parts.map(({ file }) => file.path.slice(root(run.path)))]);
}
const root = (path: string) => path.length + 1;

/** One line of DeepEyes' board. */
const boardLine = (step: number, score: number) =>
  `${JSON.stringify({ step, prompt: "Which?", response: "<answer>A</answer>", response_tokens: [], logprobs: [], token_rewards: [], reward: score })}\n`;

describe("a part that a pull kept of a step's file", () => {
  test("is listed below the step's own file as replaced, and no part of any figure", async () => {
    const folder = makeFolder();
    writeDump(folder, "1.jsonl", [{ step: 1, score: 1 }]);
    writeDump(folder, "2.jsonl", [{ step: 2, score: 1 }]);
    writeDump(folder, kept("2.jsonl", 1), [{ step: 2, score: 0 }]);
    writeDump(folder, kept("2.jsonl", 2), [{ step: 2, score: 0.5 }]);
    const { runs } = await openRuns({ roots: [folder] });
    expect(await listed(runs)).toEqual([
      [2, null, 1],
      [2, "replaced", 0.5],
      [2, "replaced", 0],
      [1, null, 1],
    ]);
    expect(living(runs)).toEqual([
      [1, ["1.jsonl"]],
      [2, ["2.jsonl"]],
    ]);
    expect(runs.listedSteps().map(({ step, isRepeated }) => [step.step, isRepeated])).toEqual([
      [1, false],
      [2, true],
      [2, true],
      [2, false],
    ]);
  });

  test("is replaced also while the new file has no row", async () => {
    const folder = makeFolder();
    writeDump(folder, kept("2.jsonl", 1), [{ step: 2, score: 0 }]);
    writeFileSync(join(folder, "2.jsonl"), "");
    const { runs } = await openRuns({ roots: [folder] });
    expect(await listed(runs)).toEqual([[2, "replaced", 0]]);
    expect(living(runs)).toEqual([]);
  });

  test("opens its rollouts in their own group", async () => {
    const folder = makeFolder();
    writeDump(folder, "2.jsonl", [{ step: 2 }, { step: 2 }]);
    const file = writeDump(folder, kept("2.jsonl", 1), [{ step: 2 }, { step: 2 }, { step: 2 }]);
    const { runs } = await openRuns({ roots: [folder] });
    const opened = await runs.open({ ref: { file, row: 1 } });
    expect(opened).toMatchObject({ kind: "rollout", step: 2, group: { position: 2 } });
    expect(opened.kind === "rollout" && opened.group.members).toHaveLength(3);
    expect(await runs.path({ ref: { file, row: 1 } })).toHaveLength(5);
  });

  test("leaves the id of the living step as it was", async () => {
    const folder = makeFolder();
    const path = writeDump(folder, "2.jsonl", [{ step: 2, score: 0 }]);
    const { runs } = await openRuns({ roots: [folder] });
    const id = async () => {
      const [run] = await runs.children({ id: null, query });
      const [phase] = await runs.children({ id: run?.id ?? "", query });
      return (await runs.children({ id: phase?.id ?? "", query }))[0]?.id;
    };
    const before = await id();
    renameSync(path, join(folder, kept("2.jsonl", 1)));
    writeDump(folder, "2.jsonl", [{ step: 2, score: 1 }]);
    await runs.refresh();
    expect(await id()).toBe(before);
  });
});

describe("a part that a pull kept of an appended file", () => {
  test("is alive up to where the file goes on from, and replaced behind it", async () => {
    const folder = makeFolder();
    const name = "rollout_data_rank0.jsonl";
    writeFileSync(join(folder, kept(name, 1)), [1, 2, 3].map(step => boardLine(step, 0)).join(""));
    writeFileSync(join(folder, name), [3, 4].map(step => boardLine(step, 1)).join(""));
    const { runs } = await openRuns({ roots: [folder] });
    expect(await listed(runs)).toEqual([
      [4, null, 1],
      [3, null, 1],
      [3, "replaced", 0],
      [2, null, 0],
      [1, null, 0],
    ]);
    expect(living(runs).map(([step]) => step)).toEqual([1, 2, 3, 4]);
  });

  test("is replaced by every later part that goes back further", async () => {
    const folder = makeFolder();
    const name = "rollout_data_rank0.jsonl";
    const write = (file: string, steps: readonly number[]) =>
      writeFileSync(join(folder, file), steps.map(step => boardLine(step, 1)).join(""));
    write(kept(name, 1), [1, 2, 3, 4]);
    write(kept(name, 2), [2, 3]);
    write(name, [3, 4]);
    const { runs } = await openRuns({ roots: [folder] });
    expect((await listed(runs)).map(([step, staleBy]) => [step, staleBy])).toEqual([
      [4, null],
      [4, "replaced"],
      [3, null],
      [3, "replaced"],
      [3, "replaced"],
      [2, null],
      [2, "replaced"],
      [1, null],
    ]);
  });
});
