import { describe, expect, it } from "vitest";
import type { RolloutSource } from "../../../src/protocol/reward/rolloutSet.js";
import type { PushedRollout } from "../../../src/protocol/reward/whatIfApi.js";
import type { PhaseNode, RunNode, StepNode, TreeNode } from "../../../src/protocol/treeNode.js";
import { copiedRollouts } from "../../../src/host/reward/copiedRollouts.js";
import { copyCutSentence } from "../../../src/host/reward/copyCutSentence.js";
import { rewardDocument } from "../../../src/host/reward/rewardDocument.js";
import { rewardText } from "../../../src/host/reward/rewardText.js";
import { strategiesScope } from "../../../src/host/reward/strategiesScope.js";
import { writeNodeId } from "../../../src/node/runs/nodeId.js";
import { english } from "./english.js";

const source = (more: Partial<RolloutSource>): RolloutSource => ({
  ...{ run: "/runs/a", name: "a", phase: "training", folder: null, steps: [1, 2], rollouts: 8 },
  ...more,
});
const base = { parent: null, hasChildren: true } as const;
const phase = (path: string, which: PhaseNode["phase"]): PhaseNode => ({
  ...base,
  kind: "phase",
  id: writeNodeId(["phase", path]),
  phase: which,
  folder: null,
  steps: 2,
});

describe("what an item of the tree is about", () => {
  const sources = [
    source({ phase: "validation" }),
    source({}),
    source({ run: "/runs/ab" }),
    source({ run: "/runs/c", folder: "/runs/c/x/rollouts" }),
    source({ run: "/runs/c", folder: "/runs/c/y/rollouts" }),
    source({ run: "/runs/a", folder: "/runs/a/predictions.jsonl", steps: [] }),
  ];

  it("is a run's training where it has some", () => {
    const run: Omit<RunNode, "path" | "id"> = {
      ...{ ...base, kind: "run", name: "a", steps: 2, latestStep: 2, problems: [], isReading: false },
      ...{ mixedPhases: false, launch: null, notes: [], alarms: [] },
    };
    const node = (path: string): TreeNode => ({ ...run, path, id: writeNodeId(["run", path]) });
    expect(strategiesScope(node("/runs/a"), sources)).toMatchObject({ run: "/runs/a", phase: "training", from: null });
    expect(strategiesScope(node("/runs/none"), sources)).toBe(null);
  });

  it("is a phase, by its folder where a run has several", () => {
    expect(strategiesScope(phase("/runs/a/validation", "validation"), sources)).toMatchObject({ phase: "validation" });
    expect(strategiesScope(phase("/runs/c/y/rollouts", "training"), sources)).toMatchObject({
      run: "/runs/c",
      folder: "/runs/c/y/rollouts",
    });
    expect(strategiesScope(phase("/runs/ab/rollouts", "training"), sources)).toMatchObject({ run: "/runs/ab" });
  });

  it("is a step", () => {
    const step: StepNode = {
      ...{ ...base, kind: "step", id: writeNodeId(["step", "/runs/a/rollouts", 2, 0]), phase: "training", step: 2 },
      ...{ rollouts: 4, groups: 1, flatGroups: 0, meanScore: { value: 1, n: 4, left: 0 }, accuracy: null },
      ...{ callsPerRollout: { value: 1, n: 4, left: 0 }, malformed: 0, isBeingWritten: false, staleBy: null },
      passing: null,
    };
    expect(strategiesScope(step, sources)).toEqual({
      ...{ run: "/runs/a", phase: "training", folder: null, from: 2, to: 2 },
    });
  });
});

const part = { kind: "number", value: 1 } as const;
const breakdown: Parameters<typeof rewardText>[0] = {
  logged: { format: part, accuracy: { kind: "nan" }, toolCount: { kind: "absent" }, toolAccuracy: part, total: part },
  loggedAdvantage: null,
  breakdowns: [
    {
      strategy: "vanilla",
      components: { format: 1, accuracy: 0, toolCount: null, toolAccuracy: null },
      terms: [
        { term: { part: "format", weight: 1, when: [] }, part: 1, isOpen: true, pays: 1 },
        {
          term: { part: "toolCount", weight: 2, when: [{ part: "accuracy", above: 0 }] },
          ...{ part: null, isOpen: false, pays: 0 },
        },
      ],
      ...{ total: 1, advantage: -0.5, groupMean: 1.5, groupSpread: 1, flat: null },
    },
  ],
};

describe("a rollout's reward as text", () => {
  it("has a line for each part, and words for what is no number", () => {
    const text = rewardText(breakdown, "recomputed", english);
    expect(text.split("\n").slice(0, 6)).toEqual([
      "strategy: vanilla",
      "format: 1.000000",
      "accuracy: 0.000000",
      "zoom count: not recomputable",
      "zoom IoU: not recomputable",
      "reward: 1.000000",
    ]);
    expect(text).toContain("2 × toolCount [accuracy > 0]: not paid\n");
  });

  it("as logged keeps the kinds of no number apart, line beside line", () => {
    const [logged, recomputed] = (["logged", "recomputed"] as const).map(side =>
      rewardText(breakdown, side, english).split("\n"),
    );
    expect(logged?.slice(0, 5)).toEqual([
      "strategy: as logged",
      "format: 1.000000",
      "accuracy: NaN",
      "zoom count: not logged",
      "zoom IoU: 1.000000",
    ]);
    const keys = (lines: readonly string[] | undefined) => lines?.slice(0, 10).map(line => line.split(":")[0]);
    expect(keys(logged)).toEqual(keys(recomputed));
  });

  it("is a document whose name reads back, and no other name does", () => {
    const query = {
      ref: { file: "/runs/a/rollouts/40.jsonl", row: 7 },
      strategy: "a@b=c/d",
      estimator: "grpo",
    } as const;
    const written = rewardDocument.write(query);
    expect(written.path).toBe("/40 7 · a@b=c-d.txt");
    expect(rewardDocument.read(written.query)).toEqual(query);
    expect(rewardDocument.read("{}")).toBe(null);
    expect(rewardDocument.read("no JSON")).toBe(null);
  });
});

describe("a long list that is copied", () => {
  const row = (index: number): PushedRollout => ({
    ...{ ref: { file: "/a", row: index }, question: `q${index}`, number: 1, step: 1, outcome: "wrong" },
    ...{ rewardBefore: 1, rewardAfter: null, advantageBefore: 0.5, advantageAfter: null, ious: [0.5, 1] },
    ...{ calls: 2, expected: null, isWellFormed: true },
  });
  const pages = (total: number) => {
    const asked: number[] = [];
    const page = (offset: number, count: number) => {
      asked.push(count);
      const rows = Array.from({ length: Math.max(0, Math.min(count, total - offset)) }, (_, i) => row(offset + i));
      return Promise.resolve({ total, rows });
    };
    return { asked, page };
  };

  it("is read page by page, every row of it", async () => {
    const { asked, page } = pages(450);
    const { table, total } = await copiedRollouts.pushed(page);
    expect(asked).toEqual([200, 200, 200]);
    expect([table.rows.length, total]).toEqual([450, 450]);
    expect(copyCutSentence(450, total, english)).toBe(null);
    expect(table.rows[449]?.slice(0, 4)).toEqual(["/a", 449, "q449", 1]);
    expect(table.head).toHaveLength(table.rows[0]?.length ?? 0);
  });

  it("ends at what a clipboard is good for, and with a list that shrinks", async () => {
    const { table, total } = await copiedRollouts.pushed(pages(100_000).page);
    expect([table.rows.length, total]).toEqual([20_000, 100_000]);
    expect(copyCutSentence(table.rows.length, total, english)).toContain("20000 of 100000");
    const shrunk = await copiedRollouts.pushed(() => Promise.resolve({ total: 10, rows: [] }));
    expect(shrunk.table.rows).toEqual([]);
  });
});
