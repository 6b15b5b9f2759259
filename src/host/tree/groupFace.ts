import type { GroupNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { countWords } from "./countWords.js";
import { flatWords } from "./flatWords.js";
import { formatDecimal } from "./formatDecimal.js";
import { joinWords } from "./joinWords.js";
import { passingWords } from "./passingWords.js";
import type { TreeFace } from "./treeFace.js";

/** A group: its question, then the spread of its scores or why there is none, and how many of its rollouts are right. */
export function groupFace(node: GroupNode, t: Translate): TreeFace {
  const question = clip(node.question, 60);
  const label = node.questionId === null ? question || t("Group without a prompt") : clip(node.questionId, 60);
  const spread = spreadWords(node, t);
  const right = node.right === null || node.known === 0 ? "" : `${node.right}/${node.known}`;
  const rollouts = countWords.rollouts(node.rollouts, t);
  return {
    label,
    description: joinWords([
      node.isGolden === true && "★",
      passingWords(node.passing, node.rollouts, t),
      spread,
      right,
    ]),
    tooltip: [
      ...(node.questionId === null ? [] : [clip(node.questionId, 120)]),
      clip(node.question, 600),
      node.isGolden === true ? t("on the golden list") : "",
      joinWords([rollouts, right !== "" && t("{0} of {1} right", node.right ?? "", node.known), spread]),
    ].filter(line => line !== ""),
    icon: { id: "list-flat", color: null },
    spoken: joinWords(
      [t("Group {0}", label), rollouts, right !== "" && t("{0} right", right), spokenSpread(node, t)],
      ", ",
    ),
  };
}

function spreadWords(node: GroupNode, t: Translate): string {
  if (node.flat !== null) return flatWords(node.flat, t);
  return node.spread === null ? "" : `σ ${formatDecimal(node.spread)}`;
}

function spokenSpread(node: GroupNode, t: Translate): string {
  if (node.flat !== null) return t("without spread: {0}", flatWords(node.flat, t));
  return node.spread === null ? "" : t("spread {0}", formatDecimal(node.spread));
}
