import type { StageNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { joinWords } from "./joinWords.js";
import type { TreeFace } from "./treeFace.js";

/** A stage of a launched run: its name, and how far it is of what was planned. */
export function stageFace(node: StageNode, t: Translate): TreeFace {
  const label = clip(node.name, 80);
  const { latestStep, plannedSteps } = node;
  const steps =
    latestStep === null
      ? t("not begun")
      : plannedSteps === null
        ? t("step {0}", latestStep)
        : t("step {0} of {1}", latestStep, plannedSteps);
  const place = t("stage {0} of {1}", node.number, node.of);
  const description = joinWords([place, steps]);
  return {
    label,
    description,
    tooltip: [],
    icon: { id: "layers", color: null },
    spoken: joinWords([label, description], ", "),
  };
}
