import { failureStrings } from "../../protocol/jobs/failureStrings.js";
import { filledSentence } from "../../protocol/jobs/filledSentence.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import { ExpectedError } from "./expectedError.js";

/** Why a host did not answer: one sentence with the way out, and what ssh said. */
export function hostError(host: string, { kind, detail }: HostFailure): ExpectedError {
  const said = detail.trim();
  return new ExpectedError(`${filledSentence(failureStrings[kind], [host])}${said === "" ? "" : ` (${said})`}`);
}
