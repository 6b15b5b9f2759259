import type { LinkFault } from "../../core/link/readLink.js";
import type { Translate } from "../translate.js";

/** Why a link is refused, and what to do. */
export function linkFaultSentence(fault: LinkFault, t: Translate): string {
  switch (fault) {
    case "not-a-link":
      return t("This is no link to a rollout: “Copy Link to Rollout” makes one.");
    case "version":
      return t("This link is of another version of Rollout Loupe: update the extension, or have the link copied anew.");
    case "path":
      return t("This link was refused: it names a place outside of the opened folders.");
    case "damaged":
      return t("This link is damaged: have it copied anew.");
  }
}
