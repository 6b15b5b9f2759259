import type { OwnScore } from "../../core/reward/ownScore.js";
import type { Translate } from "../translate.js";

/** Why own code gave no reward, in a few words. What the code wrote stands in one line. */
export function ownScoreWords(score: Exclude<OwnScore, { kind: "scored" }>, t: Translate): string {
  switch (score.kind) {
    case "no-number":
      return t("returned no finite number: {0}", score.returned.replace(/\s+/g, " "));
    case "raised": {
      const message = score.message.replace(/\s+/g, " ");
      return score.line === null ? t("raised {0}", message) : t("raised {0}, in line {1}", message, score.line);
    }
    case "timed-out":
      return t("took more than {0} s", score.seconds);
    case "ended":
      return t("ended its process ({0})", score.how);
    case "unreadable":
      return t("the row cannot be read as a rollout");
  }
}
