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
 * What an item of the tree is about: a run or a stage (its training, where it has some), a phase, a step, or a file without
 * steps. Null for other items and for steps of dead branches, and where nothing is known of their rollouts.
 */
export function strategiesScope(node: TreeNode, sources: readonly RolloutSource[]): RolloutSet | null {
  const id = readNodeId(node.id);
  const folder = id?.[1] ?? "";
  switch (node.kind) {
    case "run": {
      const ofRun = sources.filter(({ run }) => run === node.path);
      return setOf(ofRun.find(({ phase, steps }) => phase === "training" && steps.length > 0) ?? ofRun[0], null);
    }
    case "stage": {
      const stage = id?.[0] === "stage" ? id[2] : null;
      const ofStage = sources.filter(
        source => source.folder !== null && stage !== null && isInside(source.folder, stage),
      );
      return setOf(ofStage.find(({ phase, steps }) => phase === "training" && steps.length > 0) ?? ofStage[0], null);
    }
    case "phase":
      return setOf(sourceOf(folder, node.phase, sources), null);
    case "step":
      // The rollouts of a dead branch are no part of any figure; those of the living step of its number are others.
      return node.staleBy === null ? setOf(sourceOf(folder, node.phase, sources), node.step) : null;
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
    case "checkpoints":
    case "checkpoint":
    case "unread":
      return null;
  }
}
