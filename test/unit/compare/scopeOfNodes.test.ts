import { describe, expect, it } from "vitest";
import { copiedQuestions } from "../../../src/host/compare/copiedQuestions.js";
import { scopeOfNodes } from "../../../src/host/compare/scopeOfNodes.js";
import { compareScopeOf } from "../../../src/protocol/reward/compareScopeOf.js";
import type { ComparedQuestion } from "../../../src/protocol/reward/compareApi.js";
import type { RolloutSource } from "../../../src/protocol/reward/rolloutSet.js";
import { heatGrid } from "../../../webview/compare/heatGrid.js";
import { writeNodeId } from "../../../src/node/runs/nodeId.js";
import { treeNodes } from "../host/treeNodes.js";

const sources: readonly RolloutSource[] = [
  { run: "/runs/a", name: "a", phase: "validation", folder: null, steps: [0, 10, 20, 30], rollouts: 40 },
  { run: "/runs/a", name: "a", phase: "training", folder: null, steps: [1, 12, 29], rollouts: 30 },
  { run: "/runs/b", name: "b", phase: "validation", folder: null, steps: [5], rollouts: 10 },
];
const side = (run: string, phase: "training" | "validation", step: number) => ({
  ...{ run, phase, folder: null },
  ...{ from: step, to: step },
});
const run = (path: string) => treeNodes.run({ path });
const trainingStep = (step: number) =>
  treeNodes.step({ id: writeNodeId(["step", "/runs/a/rollouts", step, 0]), step, phase: "training" });

describe("what items of the tree mean when they are compared", () => {
  it("a run stands for its validations, the first beside the last", () => {
    const scope = scopeOfNodes([run("/runs/a")], sources);
    expect(scope?.sides.map(({ from }) => from)).toEqual([0, 10, 20, 30]);
    expect([scope?.left, scope?.right]).toEqual([side("/runs/a", "validation", 0), side("/runs/a", "validation", 30)]);
  });

  it("two runs are compared by their last validations", () => {
    const scope = scopeOfNodes([run("/runs/a"), run("/runs/b")], sources);
    expect(scope?.sides).toEqual([side("/runs/a", "validation", 30), side("/runs/b", "validation", 5)]);
  });

  it("nothing that has two sides means nothing", () => {
    expect(scopeOfNodes([], sources)).toBeNull();
    expect(scopeOfNodes([run("/runs/gone")], sources)).toBeNull();
    expect(scopeOfNodes([run("/runs/b"), run("/runs/b")], sources)).toBeNull();
  });

  it("a training step stands right of the validation that is nearest to it", () => {
    const scope = scopeOfNodes([trainingStep(12)], sources);
    expect([scope?.left, scope?.right]).toEqual([side("/runs/a", "validation", 10), side("/runs/a", "training", 12)]);
  });
});

describe("the two sides that are looked at first", () => {
  it("are the first and the chosen one, or the last where the first was chosen", () => {
    const sides = [0, 10, 20].map(step => side("/runs/a", "validation", step));
    const pair = (chosen: number) => {
      const scope = compareScopeOf(sides, side("/runs/a", "validation", chosen));
      return [scope?.left.from, scope?.right.from];
    };
    expect(pair(10)).toEqual([0, 10]);
    expect(pair(0)).toEqual([0, 20]);
  });
});

describe("a copied list of questions", () => {
  const row = (index: number): ComparedQuestion => ({
    ...{ key: `q${String(index)}`, name: `q${String(index)}`, taskKind: null, left: null },
    right: {
      ...{ outcome: "correct", rollouts: 1, right: 1, wrong: 0, unparsed: 0, score: 2, meanIou: null },
      shown: {
        ref: { file: "/runs/a/0.jsonl", row: index },
        ...{ step: 0, number: 1, outcome: "correct", score: 2, ious: [], advantage: null },
      },
    },
  });

  it("has every row, though they come by pages, and leaves cells empty for a side without the question", async () => {
    const total = 451;
    const table = await copiedQuestions((offset, count) =>
      Promise.resolve({
        total,
        rows: Array.from({ length: Math.min(count, total - offset) }, (_, i) => row(offset + i)),
      }),
    );
    expect(table.rows.map(([name]) => name)).toEqual(Array.from({ length: total }, (_, i) => `q${String(i)}`));
    expect(table.rows[0]?.slice(2, 9)).toEqual(Array.from({ length: 7 }, () => null));
    expect(table.rows[450]?.at(-1)).toBe("/runs/a/0.jsonl:450");
    expect(new Set(table.rows.map(cells => cells.length))).toEqual(new Set([table.head.length]));
  });

  it("ends when rows have gone meanwhile", async () => {
    const table = await copiedQuestions(offset => Promise.resolve({ total: 9, rows: offset === 0 ? [row(0)] : [] }));
    expect(table.rows).toHaveLength(1);
  });
});

describe("a heat map", () => {
  const maps = (counts: readonly number[], rollouts: number) => ({
    ...{ columns: 3, rows: 3 },
    sides: [{ rollouts, boxes: 4, left: 0, counts }],
  });

  it("counts boxes a rollout, so that sides of different sizes can be compared", () => {
    const small = heatGrid.of(maps([2, 0, 0, 0, 0, 0, 0, 0, 4], 2), 0);
    const large = heatGrid.of(maps([10, 0, 0, 0, 0, 0, 0, 0, 0], 10), 0);
    expect(heatGrid.minus(large, small)?.values).toEqual([0, 0, 0, 0, 0, 0, 0, 0, -2]);
    expect(heatGrid.ninths(small)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it("of no rollout is empty, and one of another shape is not compared", () => {
    expect(heatGrid.of(maps([0, 0, 0, 0, 0, 0, 0, 0, 0], 0), 0).values.every(value => value === 0)).toBe(true);
    const other = { ...heatGrid.of(maps([], 1), 0), rows: 4 };
    expect(heatGrid.minus(other, heatGrid.of(maps([], 1), 0))).toBeNull();
  });
});
