import type { CutReason } from "../../core/rollout/trajectory.js";
import type { Translate } from "../translate.js";

/** What a trajectory was taken for cut off by. Trainers do not record it, so the sentence names the sign it was inferred from. */
export function cutWords(reason: CutReason, t: Translate): string {
  switch (reason) {
    case "unclosed-tag":
      return t("it ends inside an unclosed tag");
    case "no-answer-after-calls":
      return t("it ends after a zoom, without an answer");
    case "call-without-reply":
      return t("its last call has no reply");
    case "no-answer":
      return t("it has no answer");
  }
}
