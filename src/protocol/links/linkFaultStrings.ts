import type { LinkFault } from "../../core/link/readLink.js";

/** Why a link is refused and what to do, in English; the host translates the table. */
export const linkFaultStrings: Readonly<Record<LinkFault, string>> = {
  "not-a-link": "This is no link to a rollout: “Copy Link to Rollout” makes one.",
  version: "This link is of another version of Rollout Loupe: update the extension, or have the link copied anew.",
  path: "This link was refused: it names a place outside of the opened folders.",
  damaged: "This link is damaged: have it copied anew.",
};
