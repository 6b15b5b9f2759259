import { readNodeId } from "../../node/runs/nodeId.js";
import type { RolloutSet, RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { Phase, TreeNode } from "../../protocol/treeNode.js";
import { isInside } from "../view/isInside.js";

/** The rollouts of a phase whose dumps lie in a folder; a source names its folder only where its run has several. */
function sourceOf(folder: string, phase: Phase, sources: readonly RolloutSource[]): RolloutSource | undefined {
  return sources.find(
    source =>
      source.phase === phase && (source.folder === null ? isInside(folder, source.run) : source.folder === folder),
  );
}

function setOf(source: RolloutSource | undefined, step: number | null): RolloutSet | null {
  if (source === undefined) return null;
  const { run, phase, folder } = source;
  return { run, phase, folder, from: step, to: step };
}

/**
 * What an item of the tree is about: a run (its training, where it has some), a phase, a step, or a file without steps.
 * Null for other items, and where nothing is known of their rollouts.
 */
export function strategiesScope(node: TreeNode, sources: readonly RolloutSource[]): RolloutSet | null {
  const folder = readNodeId(node.id)?.[1] ?? "";
  switch (node.kind) {
    case "run": {
      const ofRun = sources.filter(({ run }) => run === node.path);
      return setOf(ofRun.find(({ phase, steps }) => phase === "training" && steps.length > 0) ?? ofRun[0], null);
    }
    case "phase":
      return setOf(sourceOf(folder, node.phase, sources), null);
    case "step":
      return setOf(sourceOf(folder, node.phase, sources), node.step);
    case "file":
      return setOf(
        sources.find(source => source.folder === node.path),
        null,
      );
    case "group":
    case "rollout":
    case "malformed":
    case "more":
    case "zoomCall":
    case "metrics":
    case "unread":
      return null;
  }
}
