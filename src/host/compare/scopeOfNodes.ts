import { compareScopeOf } from "../../protocol/reward/compareScopeOf.js";
import type { CompareScope } from "../../protocol/reward/compareViewApi.js";
import { defaultSides, defaultSidesOfRuns, mostSides } from "../../protocol/reward/defaultSides.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import { strategiesScope } from "../reward/strategiesScope.js";

/** A side for one of several items: a step is itself, a phase its last step, a run its last validation. */
function sideOf(node: TreeNode, sources: readonly RolloutSource[]): RolloutSet | null {
  if (node.kind === "run") return defaultSidesOfRuns(sources, [node.path])[0] ?? null;
  const set = strategiesScope(node, sources);
  if (set?.from !== null) return set ?? null;
  const isOf = (source: RolloutSource) =>
    source.run === set.run && source.phase === set.phase && source.folder === set.folder;
  const last = sources.find(isOf)?.steps.at(-1) ?? null;
  return { ...set, from: last, to: last };
}

/**
 * What items of the tree mean when they are compared: several are the sides; a single run, phase or step stands for its
 * run, whose validations are compared. Null where there are not two sides.
 */
export function scopeOfNodes(nodes: readonly TreeNode[], sources: readonly RolloutSource[]): CompareScope | null {
  const [first, ...others] = nodes;
  if (first === undefined) return null;
  if (others.length > 0) {
    const sides = nodes.flatMap(node => sideOf(node, sources) ?? []);
    const keys = sides.map(side => JSON.stringify(side));
    return compareScopeOf(sides.filter((_, i) => keys.indexOf(keys[i] ?? "") === i).slice(0, mostSides));
  }
  const chosen = strategiesScope(first, sources);
  if (chosen === null) return null;
  const step = chosen.from === null ? null : chosen;
  return compareScopeOf(defaultSides(sources, chosen.run, step), step);
}
