import { boxText } from "../boxText.js";
import { formatNumber } from "../formatNumber.js";
import type { Translate } from "../translate.js";
import type { DrawnBox } from "./drawnBoxes.js";

/** What a screen reader says for a box. */
export function boxName(drawn: DrawnBox, t: Translate): string {
  const number = drawn.index + 1;
  const box = boxText(drawn.box, 0);
  switch (drawn.kind) {
    case "target":
      return drawn.role === null ? t("nameTarget", number, box) : t("nameTargetRole", number, drawn.role, box);
    case "executed":
      return drawn.iou === null
        ? t("nameExecuted", number, box)
        : t("nameExecutedIou", number, box, formatNumber.fixed(drawn.iou, 2));
    case "requested":
      return t(drawn.isNotRun ? "nameNotRun" : drawn.isRefused ? "nameRefused" : "nameRequested", number, box);
  }
}
