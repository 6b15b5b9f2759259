import { readNodeId } from "../../node/runs/nodeId.js";
import type { OwnRewardApi } from "../../protocol/reward/ownRewardApi.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { RunsWorker } from "../runsWorker.js";
import type { RunsTree } from "../tree/runsTree.js";
import { strategiesScope } from "./strategiesScope.js";

/** What own code is asked to score, and the run it belongs to. */
export interface OwnRewardTarget {
  readonly run: string;
  readonly rollouts: Parameters<OwnRewardApi["runOwnReward"]>[0]["rollouts"];
}

interface Parts {
  readonly worker: RunsWorker;
  readonly tree: RunsTree;
}

/** The group of a row. Null for rows of no run. */
async function groupOf(ref: RolloutRef, { worker }: Parts): Promise<OwnRewardTarget | null> {
  const [outermost] = await (await worker.api()).path({ ref });
  const id = outermost === undefined ? null : readNodeId(outermost);
  return id?.[0] === "run" ? { run: id[1], rollouts: { groupOf: ref } } : null;
}

/** The rollouts of a run, a phase, a step or a file; of a group or one of its rollouts, the group. */
export async function ownRewardTarget(
  node: TreeNode | null,
  row: RolloutRef | null,
  parts: Parts,
): Promise<OwnRewardTarget | null> {
  const { worker, tree } = parts;
  const api = await worker.api();
  if (node !== null) {
    const set = strategiesScope(node, await api.rewardSources(null));
    if (set !== null) return { run: set.run, rollouts: { set } };
  }
  if (node?.kind === "group") {
    const members = await api.children({ id: node.id, query: tree.queryOf(null) });
    const first = members.find(one => one.kind === "rollout");
    return first === undefined ? null : groupOf(first.ref, parts);
  }
  return row === null ? null : groupOf(row, parts);
}
