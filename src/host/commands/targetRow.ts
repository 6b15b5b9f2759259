import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { CommandServices } from "./commandServices.js";
import { listedRef } from "./listedRef.js";

/** The row that a command is about, and its zoom call where an item of one was named. */
export interface TargetRow {
  readonly ref: RolloutRef;
  readonly call: number | null;
}

/**
 * The row behind a tree item's id, or behind an item of what a search found or of the golden list; without one, that of
 * the active rollout view, of the selected item, or of the view that follows, in this order. Null when there is none.
 */
export async function targetRow(
  { tree, panels, runsView }: Pick<CommandServices, "tree" | "panels" | "runsView">,
  argument: unknown,
): Promise<TargetRow | null> {
  if (typeof argument === "string") return rowOf(await tree.nodeOf(argument));
  if (isItem(argument)) {
    const listed = listedRef(argument);
    return listed === null ? null : { ref: listed, call: null };
  }
  const ref = panels.active?.ref ?? null;
  if (ref !== null) return { ref, call: null };
  const followed = panels.following?.ref ?? null;
  return rowOf(await runsView.selection()) ?? (followed === null ? null : { ref: followed, call: null });
}

/** An item of a list that is no rollout any more stands for no other one. */
const isItem = (argument: unknown): boolean => typeof argument === "object" && argument !== null && "kind" in argument;

function rowOf(node: TreeNode | null): TargetRow | null {
  switch (node?.kind) {
    case "rollout":
    case "malformed":
      return { ref: node.ref, call: null };
    case "zoomCall":
      return { ref: node.ref, call: node.call };
    case "run":
    case "stage":
    case "checkpoints":
    case "checkpoint":
    case "phase":
    case "step":
    case "group":
    case "more":
    case "metrics":
    case "file":
    case "unread":
    case undefined:
      return null;
  }
}
