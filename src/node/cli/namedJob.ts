import type { JobView } from "../../protocol/jobs/jobView.js";
import type { JobsService } from "../jobs/jobsService.js";
import { ExpectedError } from "./expectedError.js";
import { hostError } from "./hostError.js";
import { UsageError } from "./usageError.js";

function matching(jobs: readonly JobView[], run: string): readonly JobView[] {
  const exact = jobs.filter(({ runId }) => runId === run);
  if (exact.length > 0) return exact;
  const named = jobs.filter(({ name }) => name === run);
  return named.length > 0 ? named : jobs.filter(({ runId }) => runId.startsWith(run));
}

/**
 * The job that a word of the command line means: its id, its name, or the beginning of its id. With a host, that host is
 * asked first, so that a run which this machine does not know is found there.
 */
export async function namedJob(jobs: JobsService, run: string, host: string | undefined): Promise<JobView> {
  if (host !== undefined) {
    const found = await jobs.refresh(host, { adopt: true });
    if (found.kind === "unreachable") throw hostError(host, found.failure);
  }
  const matches = matching(jobs.jobs(), run).filter(job => host === undefined || job.host === host);
  const [job, another] = matches;
  if (job === undefined)
    throw new ExpectedError(`${run}: no such run is known here; name its host with --host to look there`);
  if (another === undefined) return job;
  const names = matches.map(({ host: where, runId }) => `${runId} on ${where}`).join(", ");
  throw new UsageError(`${run} may be ${names}: name one by its id, and its host with --host`);
}
