import type { Finding } from "../../core/launch/finding.js";
import { findingStrings } from "../../protocol/jobs/findingStrings.js";
import type { Translate } from "../translate.js";

/** What was found, with the way out. */
export function findingSentence({ code, values }: Finding, translate: Translate): string {
  return translate(findingStrings[code], ...values);
}
