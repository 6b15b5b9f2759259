import type { JobsService } from "../jobs/jobsService.js";
import { hostError } from "./hostError.js";
import { jobJson } from "./jobsOutput.js";
import { namedJob } from "./namedJob.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

export interface PullCommandOptions {
  readonly host?: string;
  readonly json?: boolean;
}

/** `loupe pull RUN`: brings what is new of it, and says where it is and what stayed on the host. */
export async function pullCommand(
  jobs: JobsService,
  run: string,
  { host, json = false }: PullCommandOptions,
  output: Output,
): Promise<void> {
  const job = await namedJob(jobs, run, host);
  const pulled = await jobs.pull(job);
  if (pulled.kind === "unreachable") throw hostError(job.host, pulled.failure);
  const { localFolder, pulledBytes, leftOnHost } = pulled.value;
  if (json) output.out(`${JSON.stringify(jobJson(pulled.value))}\n`);
  else {
    output.out(`${printable(localFolder ?? "")}\n`);
    output.err(`${pulledBytes} bytes here, ${leftOnHost.length} files left on ${printable(job.host)}\n`);
  }
}
