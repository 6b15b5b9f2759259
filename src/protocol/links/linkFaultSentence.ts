import type { LinkFault } from "../../core/link/readLink.js";
import { linkFaultStrings } from "./linkFaultStrings.js";

/** Why a link is refused, and what to do; `say` puts the sentence into a language. */
export const linkFaultSentence = (fault: LinkFault, say: (sentence: string) => string): string =>
  say(linkFaultStrings[fault]);
