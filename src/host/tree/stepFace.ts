import type { StepNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { countWords } from "./countWords.js";
import { formatCount } from "./formatCount.js";
import { joinWords } from "./joinWords.js";
import { meanWords } from "./meanWords.js";
import { passingWords } from "./passingWords.js";
import { staleWords } from "./staleWords.js";
import type { TreeFace } from "./treeFace.js";

/** A step: mean score, accuracy, zooms per rollout and groups without spread, as far as they are known. */
export function stepFace(node: StepNode, t: Translate): TreeFace {
  const zooms = meanWords(node.callsPerRollout, 1, t);
  const description = joinWords([
    passingWords(node.passing, node.rollouts, t),
    meanWords(node.meanScore, 2, t),
    accuracyWords(node.accuracy, t),
    node.flatGroups > 0 && t("{0} flat", formatCount(node.flatGroups)),
    zooms !== "" && t("{0} zooms", zooms),
    node.malformed > 0 && t("{0} malformed", formatCount(node.malformed)),
    node.staleBy !== null && staleWords(node.staleBy, t).short,
    node.isBeingWritten && t("being written"),
  ]);
  const label = t("Step {0}", node.step);
  const tooltip = tooltipLines(node, t);
  return { label, description, tooltip, icon: iconOf(node), spoken: joinWords([label, ...tooltip], ", ") };
}

/** "63%" of the rollouts right, with the count of known outcomes where some are not known. */
function accuracyWords(accuracy: StepNode["accuracy"], t: Translate): string {
  if (accuracy === null || accuracy.known === 0) return "";
  const percent = Math.round((100 * accuracy.right) / accuracy.known);
  if (accuracy.unknown === 0) return `${percent}%`;
  return t("{0}% of {1}", percent, formatCount(accuracy.known));
}

function tooltipLines(node: StepNode, t: Translate): string[] {
  const score = meanWords(node.meanScore, 3, t);
  const zooms = meanWords(node.callsPerRollout, 2, t);
  const { accuracy } = node;
  const lines: (string | false)[] = [
    t("{0} in {1}", countWords.rollouts(node.rollouts, t), countWords.groups(node.groups, t)),
    node.passing !== null && t("{0} pass the filters", formatCount(node.passing)),
    score !== "" && t("Mean score {0}", score),
    accuracy !== null &&
      t("{0} of {1} right, {2} unknown", ...[accuracy.right, accuracy.known, accuracy.unknown].map(formatCount)),
    zooms !== "" && t("{0} zooms per rollout", zooms),
    node.flatGroups > 0 && t("{0} without spread", countWords.groups(node.flatGroups, t)),
    node.malformed > 0 && t("{0} malformed", countWords.rows(node.malformed, t)),
    node.staleBy !== null && staleWords(node.staleBy, t).long,
    node.isBeingWritten && t("Being written"),
  ];
  return lines.filter(line => line !== false);
}

function iconOf(node: StepNode): TreeFace["icon"] {
  if (node.isBeingWritten) return { id: "sync", color: null };
  if (node.staleBy !== null) return { id: "history", color: "disabledForeground" };
  return { id: "git-commit", color: null };
}
