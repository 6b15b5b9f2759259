import type { Outcome } from "../../core/rollout/outcome.js";
import type { Translate } from "../translate.js";

/** The outcome in one or two words. */
export function outcomeWords(outcome: Outcome, t: Translate): string {
  switch (outcome) {
    case "correct":
      return t("correct");
    case "wrong":
      return t("wrong");
    case "unparsed":
      return t("unparsed");
    case "unknown":
      return t("outcome unknown");
  }
}
