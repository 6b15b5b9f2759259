import { failureStrings } from "../../protocol/jobs/failureStrings.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { Translate } from "../translate.js";

/** Why a host did not answer, with the way out. What ssh said stays in the log. */
export function failureSentence(failure: HostFailure, host: string, translate: Translate): string {
  return translate(failureStrings[failure.kind], host);
}
