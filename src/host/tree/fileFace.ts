import type { FileNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { countWords } from "./countWords.js";
import { formatCount } from "./formatCount.js";
import { joinWords } from "./joinWords.js";
import { passingWords } from "./passingWords.js";
import { problemSentence } from "./problemSentence.js";
import type { TreeFace } from "./treeFace.js";

/** A file of rollouts without steps, or one that is listed and not read, with the reason in words. */
export function fileFace(node: FileNode, t: Translate): TreeFace {
  const label = clip(node.name, 100);
  const problem = node.problem === null ? "" : problemSentence(node.problem, t);
  const description = joinWords([
    problem,
    passingWords(node.passing, node.rows, t),
    node.format !== null && countWords.rows(node.rows, t),
    node.malformed > 0 && t("{0} malformed", formatCount(node.malformed)),
    node.isBeingWritten && node.problem?.code !== "no-footer" && t("being written"),
  ]);
  return {
    label,
    description,
    tooltip: [
      node.path,
      ...(node.format === null ? [] : [t("Format: {0}", node.format)]),
      ...(problem === "" ? [] : [problem]),
      ...(node.problem?.code === "unknown-format" || node.problem?.code === "config-no-response"
        ? [t("Propose a Column Mapping… in its menu says how to read it")]
        : []),
    ],
    icon: iconOf(node),
    spoken: joinWords([label, description], ", "),
  };
}

function iconOf(node: FileNode): TreeFace["icon"] {
  if (node.isBeingWritten) return { id: "sync", color: null };
  if (node.problem !== null && node.format !== null) return { id: "warning", color: "list.warningForeground" };
  return { id: node.format === null ? "circle-slash" : "file", color: null };
}
