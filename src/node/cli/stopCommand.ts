import type { JobsService } from "../jobs/jobsService.js";
import { hostError } from "./hostError.js";
import { jobJson } from "./jobsOutput.js";
import { jobLine } from "./jobLine.js";
import { namedJob } from "./namedJob.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

export interface StopCommandOptions {
  readonly host?: string;
  readonly hard?: boolean;
  readonly grace: number;
  readonly json?: boolean;
}

/** `loupe stop RUN`: asks for the end and leaves the time to save a checkpoint, or none with `--hard`. */
export async function stopCommand(
  jobs: JobsService,
  run: string,
  { host, hard = false, grace, json = false }: StopCommandOptions,
  output: Output,
): Promise<void> {
  const job = await namedJob(jobs, run, host);
  const stopped = await jobs.stop(job, { isHard: hard, graceSeconds: grace });
  if (stopped.kind === "unreachable") throw hostError(job.host, stopped.failure);
  output.out(json ? `${JSON.stringify(jobJson(stopped.value))}\n` : `${printable(jobLine(stopped.value))}\n`);
}
