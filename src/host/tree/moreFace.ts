import type { MoreNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";
import type { TreeFace } from "./treeFace.js";

/** How many malformed rows are not listed. */
export function moreFace({ malformed }: MoreNode, t: Translate): TreeFace {
  const label = t("{0} more malformed rows", formatCount(malformed));
  const tooltip = [t("Only the first malformed rows are listed; all are counted")];
  return { label, description: "", tooltip, icon: { id: "ellipsis", color: null }, spoken: label };
}
