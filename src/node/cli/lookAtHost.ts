import type { Finding } from "../../core/launch/finding.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import { sortedFindings } from "../../core/launch/sortedFindings.js";
import type { JobsService } from "../jobs/jobsService.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { judgeHost, neededOf } from "../launch/judgeHost.js";
import { hostError } from "./hostError.js";

/** Looks at a host, for a draft or at all. Throws an ExpectedError when it cannot be reached. */
export async function lookAtHost(
  jobs: JobsService,
  host: string,
  draft: LaunchDraft | null,
  runRoot: string,
): Promise<{ readonly report: HostReport; readonly findings: readonly Finding[] }> {
  const answer = await jobs.preflight(host, neededOf(draft, runRoot));
  if (answer.kind === "unreachable") throw hostError(host, answer.failure);
  const said = draft === null ? null : await jobs.schedulerFindings(draft.config);
  if (said?.kind === "unreachable") throw hostError(host, said.failure);
  const found = [...judgeHost(answer.value, draft), ...(said?.value ?? []), ...(draft?.findings ?? [])];
  return { report: answer.value, findings: sortedFindings(found) };
}
