import type { MetricsNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { countWords } from "./countWords.js";
import { formatCount } from "./formatCount.js";
import { joinWords } from "./joinWords.js";
import type { TreeFace } from "./treeFace.js";

/** A file of training curves. */
export function metricsFace(node: MetricsNode, t: Translate): TreeFace {
  const label = t("Metrics");
  const description = joinWords([
    node.name ?? false,
    node.latestStep !== null && t("step {0}", node.latestStep),
    countWords.rows(node.rows, t),
    node.files > 1 && t("{0} starts joined", formatCount(node.files)),
    node.isBeingWritten && t("being written"),
  ]);
  return {
    label,
    description,
    tooltip: [node.file],
    icon: { id: node.isBeingWritten ? "sync" : "graph-line", color: null },
    spoken: joinWords([label, description], ", "),
  };
}
