import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { Translate } from "../translate.js";
import { clip } from "./clip.js";
import { formatDecimal } from "./formatDecimal.js";

/** A logged score for a list: a number, or in words why there is none. NaN, null, absent and text stay apart. */
export function scoreWords(score: LoggedNumber, t: Translate): string {
  switch (score.kind) {
    case "number":
      return formatDecimal(score.value);
    case "nan":
      return "NaN";
    case "infinity":
      return score.sign === 1 ? "∞" : "−∞";
    case "null":
      return t("score null");
    case "absent":
      return t("no score logged");
    case "text":
      return t("score “{0}”", clip(score.text, 20));
  }
}
