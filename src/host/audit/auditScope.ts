import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import { strategiesScope } from "../reward/strategiesScope.js";

const wholeOf = ({ run, phase, folder }: RolloutSource): RolloutSet => ({ run, phase, folder, from: null, to: null });

/** Every set of rollouts of a run: its training, its validation, its files without steps. */
export const setsOfRun = (run: string, sources: readonly RolloutSource[]): readonly RolloutSet[] =>
  sources.filter(source => source.run === run).map(wholeOf);

/** What an audit of an item of the tree is over; empty for items that hold no rollouts of their own. */
export function auditScope(node: TreeNode, sources: readonly RolloutSource[]): readonly RolloutSet[] {
  if (node.kind === "run") return setsOfRun(node.path, sources);
  const set = strategiesScope(node, sources);
  return set === null ? [] : [set];
}

/** Whether all rollouts of one set are in another. */
export function covers(a: RolloutSet, b: RolloutSet): boolean {
  const isIn =
    (a.from === null || (b.from !== null && a.from <= b.from)) && (a.to === null || (b.to !== null && b.to <= a.to));
  return a.run === b.run && a.phase === b.phase && (a.folder === null || a.folder === b.folder) && isIn;
}
