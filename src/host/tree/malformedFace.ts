import type { MalformedNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";
import { problemSentence } from "./problemSentence.js";
import type { TreeFace } from "./treeFace.js";

/** A row that is no rollout: where it is and what is wrong with it. */
export function malformedFace(node: MalformedNode, t: Translate): TreeFace {
  const label = t("Row {0}", node.ref.row);
  const reason = problemSentence(node.reason, t);
  const place = t("byte {0}", formatCount(node.byteOffset));
  return {
    label,
    description: `${t("malformed")} · ${reason} · ${place}`,
    tooltip: [t("Malformed row {0} at byte {1}", node.ref.row, formatCount(node.byteOffset)), reason],
    icon: { id: "warning", color: "list.warningForeground" },
    spoken: [label, t("malformed"), reason, place].join(", "),
  };
}
