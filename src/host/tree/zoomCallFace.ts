import { isNotRun } from "../../core/rollout/isNotRun.js";
import type { ZoomCallNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { formatDecimal } from "./formatDecimal.js";
import { joinWords } from "./joinWords.js";
import { refusalWords } from "./refusalWords.js";
import type { TreeFace } from "./treeFace.js";

/** A zoom call: the label the model gave it, and its IoU or the rule that refused it. */
export function zoomCallFace(node: ZoomCallNode, t: Translate): TreeFace {
  const label = t("Zoom {0}", node.call + 1);
  const result = resultWords(node, t);
  return {
    label,
    description: joinWords([node.label !== null && clip(node.label, 40), result]),
    tooltip: [joinWords([label, result]), node.label === null ? "" : clip(node.label, 400)].filter(line => line !== ""),
    icon: { id: iconOf(node), color: null },
    spoken: joinWords([label, node.label !== null && clip(node.label, 120), result], ", "),
  };
}

function iconOf({ refusedBy }: ZoomCallNode): string {
  if (refusedBy === null) return "zoom-in";
  return isNotRun(refusedBy) ? "debug-step-over" : "circle-slash";
}

function resultWords(node: ZoomCallNode, t: Translate): string {
  if (isNotRun(node.refusedBy)) return t("not run: {0}", refusalWords(node.refusedBy, t));
  if (node.refusedBy !== null) return t("refused: {0}", refusalWords(node.refusedBy, t));
  return node.iou === null ? "" : t("IoU {0}", formatDecimal(node.iou));
}
