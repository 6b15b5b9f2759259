import { describe, expect, test } from "vitest";
import { defaultTolerance } from "../../../src/core/reward/auditRollout.js";
import { Rewards } from "../../../src/node/reward/rewards.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { writeDump } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const query: ListQuery = { order: { key: "file", descending: false }, filters: ["differs"] };

/** Right answers without a zoom, for which the vanilla rule pays 2; `scores` are what was logged. */
const rowsOf = (step: number, scores: readonly number[]) =>
  scores.map(score => ({ step, score, response: "<think>So.</think><answer>A</answer>" }));

async function nodes(runs: Runs, kind: TreeNode["kind"], id: string | null = null): Promise<readonly TreeNode[]> {
  const found = await runs.children({ id, query, isShown: true });
  const below = await Promise.all(found.map(async node => (node.hasChildren ? nodes(runs, kind, node.id) : [])));
  return [...found.filter(node => node.kind === kind), ...below.flat()];
}

describe("the filter for rewards that differ", () => {
  test("knows nothing before an audit and says so; after it only what differs is listed", async () => {
    const root = makeFolder();
    writeDump(root, "1.jsonl", rowsOf(1, [2, 2, 2, 2]));
    writeDump(root, "2.jsonl", rowsOf(2, [2, 2, 2.5, 2]));
    const { runs } = await openRuns({ roots: [root] });
    expect(await runs.filterCounts({ query })).toEqual({ passing: 0, of: 8, isComplete: true, unaudited: 8 });
    const rewards = new Rewards(runs, () => undefined);
    const [source] = rewards.facts.sources();
    if (source === undefined) throw new Error("no rollouts");
    const { run, phase, folder } = source;
    const asked = { strategy: "vanilla", tolerance: defaultTolerance };
    await rewards.audits.audit({ set: { run, phase, folder, from: 2, to: 2 }, ...asked });
    expect(await runs.filterCounts({ query })).toMatchObject({ passing: 1, unaudited: 4 });
    await rewards.audits.audit({ set: { run, phase, folder, from: null, to: null }, ...asked });
    expect(await runs.filterCounts({ query })).toMatchObject({ passing: 1, unaudited: 0 });
    expect(await nodes(runs, "step")).toMatchObject([{ step: 2, passing: 1 }]);
    expect(await nodes(runs, "rollout")).toMatchObject([{ number: 3 }]);
    await rewards.dispose();
  });
});
