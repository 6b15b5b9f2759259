import type { Finding } from "../../core/launch/finding.js";
import type { ToldFinding } from "../../protocol/jobs/launchViewApi.js";
import { findingSentence } from "../jobs/findingSentence.js";
import { t } from "../t.js";

/** A finding in the person's language. */
export const toldFinding = (finding: Finding): ToldFinding => ({
  level: finding.level,
  key: finding.key,
  text: findingSentence(finding, t),
});
