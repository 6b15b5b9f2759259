import { flatReasons } from "../../core/rollout/flatReason.js";
import type { TreeNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { flatWords } from "./flatWords.js";

/** How a marked item is drawn: a sign of one or two characters beside its label, what it means, and a colour's name. */
interface DecorationFace {
  readonly badge: string | null;
  readonly tooltip: string | null;
  readonly color: string;
}

/** What sets an item apart in the tree: a step of a dead branch, or why a group has no spread; null: nothing. */
export function nodeMark(node: TreeNode): string | null {
  if (node.kind === "step") return node.staleBy === null ? null : "stale";
  return node.kind === "group" ? node.flat : null;
}

/** The decoration of a mark. A group without spread gives its policy no gradient, so that it steps back and says why. */
export function decorationFace(mark: string, t: Translate): DecorationFace | null {
  if (mark === "stale") return { badge: null, tooltip: null, color: "disabledForeground" };
  const reason = flatReasons.find(one => one === mark);
  if (reason === undefined) return null;
  return {
    badge: "=",
    tooltip: t("without spread: {0}", flatWords(reason, t)),
    color: "list.deemphasizedForeground",
  };
}
