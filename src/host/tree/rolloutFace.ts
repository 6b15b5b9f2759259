import type { RolloutNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { countWords } from "./countWords.js";
import { cutWords } from "./cutWords.js";
import { formatDecimal } from "./formatDecimal.js";
import { joinWords } from "./joinWords.js";
import { outcomeWords } from "./outcomeWords.js";
import { remarkWords } from "./remarkWords.js";
import { scoreWords } from "./scoreWords.js";
import type { TreeFace } from "./treeFace.js";

/** A rollout: its outcome as a shape, its score as logged, its mean IoU. What is not known yet stays blank. */
export function rolloutFace(node: RolloutNode, t: Translate): TreeFace {
  const label = t("Rollout {0}", node.number);
  const iou = node.meanIou === null ? "" : t("IoU {0}", formatDecimal(node.meanIou));
  const zooms = node.calls === null ? "" : countWords.zooms(node.calls, t);
  const cut = node.cut === null ? "" : t("cut off");
  // Evaluation results and predictions log no score: what nobody asks for is not said of every row.
  const score = node.score.kind === "absent" && node.question !== null ? "" : scoreWords(node.score, t);
  const question = node.question === null ? "" : clip(node.question, 120);
  const outcome = node.outcome === null ? "" : outcomeWords(node.outcome, t);
  const cutReason = node.cut === null ? "" : t("cut off: {0}", cutWords(node.cut, t));
  return {
    label,
    description: joinWords([
      remarkWords.short(node.remarks),
      score,
      iou,
      node.calls === 0 && t("no zoom"),
      cut,
      question,
    ]),
    tooltip: [
      joinWords([label, outcome]),
      score === "" ? "" : t("Score {0}", score),
      question,
      joinWords([zooms, iou]),
      cutReason,
      ...remarkWords.long(node.remarks, t),
    ].filter(line => line !== ""),
    icon: iconOf(node),
    spoken: joinWords(
      [
        label,
        outcome,
        score !== "" && t("score {0}", score),
        iou,
        zooms,
        cutReason,
        ...remarkWords.long(node.remarks, t),
      ],
      ", ",
    ),
  };
}

/** Three shapes, so that the outcome is not told by colour alone; a ring when nobody knows it, a dot until it is computed. */
function iconOf(node: RolloutNode): TreeFace["icon"] {
  switch (node.outcome) {
    case "correct":
      return { id: "pass-filled", color: "charts.green" };
    case "wrong":
      return { id: "error", color: "list.errorForeground" };
    case "unparsed":
      return { id: "question", color: null };
    case "unknown":
      return { id: "circle-outline", color: null };
    case null:
      return { id: "circle-small", color: null };
  }
}
