import { describe, expect, it } from "vitest";
import { metricsSeries } from "../../../src/core/rollout/metricsSeries.js";
import { concernsFile } from "../../../src/host/metrics/concernsFile.js";
import { metricsCandidates } from "../../../src/host/metrics/metricsCandidates.js";
import { metricsView } from "../../../src/host/metrics/metricsView.js";
import { writeNodeId } from "../../../src/node/runs/nodeId.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { english } from "../host/english.js";
import { loggedRow } from "./loggedRows.js";

describe("a change in the tree", () => {
  const file = "/runs/a/metrics.jsonl";
  it.each([
    ["the list of runs", null, true],
    ["the file's item", writeNodeId(["metrics", file]), true],
    ["its run", writeNodeId(["run", "/runs/a"]), true],
    ["another file of the run", writeNodeId(["metrics", "/runs/a/other.jsonl"]), false],
    ["a run with a similar name", writeNodeId(["run", "/runs/ab"]), false],
    ["a step of the run", writeNodeId(["step", "/runs/a/rollouts", 0, 3]), false],
    ["what is no id", "nonsense", false],
  ])("of %s", (_, id, concerns) => {
    expect(concernsFile([id], file)).toBe(concerns);
  });
});

describe("a metrics file in the view", () => {
  it("is named by its folder, and has its curves", () => {
    const curves = metricsSeries([loggedRow(1, { loss: 2 })]);
    const view = metricsView("/runs/a/trainer_log.jsonl", { kind: "curves", curves, unreadRows: 1, every: 2 }, english);
    expect(view).toMatchObject({ name: "trainer_log.jsonl", folder: "a", problem: null, unreadRows: 1, every: 2 });
    expect(view.curves).toBe(curves);
  });

  it("that cannot be read is one sentence", () => {
    const sentence = (code: string) =>
      metricsView("/runs/a/m.jsonl", { kind: "unreadable", problem: { code, values: [] } }, english).problem;
    expect(sentence("empty")).toBe("m.jsonl is empty so far.");
    expect(sentence("denied")).toBe("m.jsonl shows no curves: permission denied.");
    expect(sentence("gone")).toBe("m.jsonl shows no curves: gone.");
  });
});

describe("the metrics files to choose from", () => {
  it("are those below the runs, with the names of these", async () => {
    const base = { parent: null, hasChildren: true } as const;
    const run = (name: string): TreeNode => ({
      ...{ ...base, kind: "run", id: name, name, path: `/${name}`, steps: 0, latestStep: null, problems: [] },
      ...{ isReading: false, mixedPhases: false, launch: null, notes: [] },
    });
    const metrics = (file: string): TreeNode => ({
      ...{
        ...base,
        kind: "metrics",
        id: file,
        file,
        name: null,
        files: 1,
        rows: 1,
        latestStep: 1,
        isBeingWritten: false,
      },
    });
    const unread: TreeNode = { ...base, kind: "unread", id: "unread", files: 1 };
    const lists: Readonly<Record<string, readonly TreeNode[]>> = {
      "": [run("a"), run("b"), unread],
      a: [metrics("/a/m.jsonl"), unread],
      b: [metrics("/b/m.jsonl"), metrics("/b/log.jsonl")],
    };
    const found = await metricsCandidates({ children: ({ id }) => Promise.resolve(lists[id ?? ""] ?? []) });
    expect(found.map(one => [one.run, one.node.file])).toEqual([
      ["a", "/a/m.jsonl"],
      ["b", "/b/m.jsonl"],
      ["b", "/b/log.jsonl"],
    ]);
  });
});
