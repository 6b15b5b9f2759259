import type { RefusalRule } from "../../core/rollout/placedCall.js";
import type { Translate } from "../translate.js";

/** The rule by which the tool refused a box, in a few words. */
export function refusalWords(rule: RefusalRule, t: Translate): string {
  switch (rule) {
    case "inverted":
      return t("inverted box");
    case "outside-page":
      return t("outside the page");
    case "aspect-ratio":
      return t("aspect ratio too extreme");
    case "too-small":
      return t("too small");
    case "bad-call":
      return t("malformed call");
    case "tool-error":
      return t("tool error");
    case "no-reply":
      return t("no reply");
    case "unknown-source":
      return t("unknown source image");
    case "answer-wins":
      return t("its turn answers");
    case "first-runs":
      return t("only the first call of a turn runs");
    case "last-runs":
      return t("only the last call of a turn runs");
    case "over-limit":
      return t("too many calls in one turn");
    case "text-behind":
      return t("its turn goes on");
  }
}
