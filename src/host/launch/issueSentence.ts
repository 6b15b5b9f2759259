import type { ConfigIssue } from "../../node/jobs/launchDraft.js";
import { configStrings } from "../../protocol/jobs/configStrings.js";
import type { Translate } from "../translate.js";

/** Why a run configuration cannot be read, with the way out. */
export function issueSentence({ code, values }: ConfigIssue, translate: Translate): string {
  if (code === "unreadable") return translate("This file cannot be read: it is gone, or may not be read.");
  return translate(configStrings[code], ...values);
}
