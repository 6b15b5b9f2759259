import type { QuickFilter } from "../../core/rollout/quickFilter.js";
import type { Translate } from "../translate.js";

/** A quick filter's name. */
export function filterWords(filter: QuickFilter, t: Translate): string {
  switch (filter) {
    case "wrong":
      return t("wrong");
    case "unparsed":
      return t("unparsed");
    case "no-zoom":
      return t("no zoom");
    case "refused":
      return t("refused zoom");
    case "cut-off":
      return t("cut off");
    case "malformed":
      return t("malformed");
    case "no-spread":
      return t("no spread");
    case "right-low-iou":
      return t("right with IoU < 0.1");
    case "wrong-high-iou":
      return t("wrong with IoU > 0.7");
    case "differs":
      return t("reward differs from its rule");
  }
}
