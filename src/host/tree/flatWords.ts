import type { FlatReason } from "../../core/rollout/flatReason.js";
import type { Translate } from "../translate.js";

/** Why a group's rollouts all have the same score, in a few words. */
export function flatWords(reason: FlatReason, t: Translate): string {
  switch (reason) {
    case "all-correct":
      return t("all correct");
    case "all-wrong":
      return t("all wrong");
    case "all-unparsed":
      return t("all unparsed");
    case "same-score":
      return t("same score");
    case "single":
      return t("single rollout");
  }
}
