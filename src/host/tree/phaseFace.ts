import type { PhaseNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { countWords } from "./countWords.js";
import { joinWords } from "./joinWords.js";
import type { TreeFace } from "./treeFace.js";

/** The heading over a run's training or validation steps. */
export function phaseFace(node: PhaseNode, t: Translate): TreeFace {
  const label = node.phase === "training" ? t("Training") : t("Validation");
  const description = joinWords([node.folder !== null && clip(node.folder, 60), countWords.steps(node.steps, t)]);
  return {
    label,
    description,
    tooltip: [],
    icon: { id: node.phase === "training" ? "pulse" : "beaker", color: null },
    spoken: `${label}, ${description}`,
  };
}
