import type { UnreadNode } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { countWords } from "./countWords.js";
import type { TreeFace } from "./treeFace.js";

/** The heading over files that are listed and not read. */
export function unreadFace(node: UnreadNode, t: Translate): TreeFace {
  const label = t("Not read");
  const description = countWords.files(node.files, t);
  return { label, description, tooltip: [], icon: { id: "files", color: null }, spoken: `${label}, ${description}` };
}
