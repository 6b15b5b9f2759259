import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { JobsService } from "../jobs/jobsService.js";
import type { CommandOptions } from "./commandOptions.js";
import { EndWith } from "./endWith.js";
import { hostError } from "./hostError.js";
import { jobJson, unreachableJson, type JobsOutput } from "./jobsOutput.js";
import { jobLine } from "./jobLine.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

interface Silent {
  readonly host: string;
  readonly failure: HostFailure;
}

async function ask(jobs: JobsService, hosts: readonly string[], adopt: boolean): Promise<readonly Silent[]> {
  const answers = await Promise.all(hosts.map(async host => ({ host, answer: await jobs.refresh(host, { adopt }) })));
  return answers.flatMap(({ host, answer }) =>
    answer.kind === "unreachable" ? [{ host, failure: answer.failure }] : [],
  );
}

/** `loupe jobs [HOST]`: jobs as their hosts know them now; of a named host also those that this machine does not know. */
export async function jobsCommand(
  jobs: JobsService,
  host: string | undefined,
  { json = false }: Pick<CommandOptions, "json">,
  output: Output,
): Promise<void> {
  const hosts = host === undefined ? [...new Set(jobs.jobs().map(job => job.host))] : [host];
  const silent = await ask(jobs, hosts, host !== undefined);
  const shown = jobs.jobs().filter(job => host === undefined || job.host === host);
  if (json) {
    const unreachable = silent.map(each => unreachableJson(each.host, each.failure));
    const all: JobsOutput = { jobs: shown.map(jobJson), unreachable };
    output.out(`${JSON.stringify(all)}\n`);
  } else {
    for (const job of shown) output.out(`${printable(jobLine(job))}\n`);
    if (shown.length === 0 && silent.length === 0) output.err("no jobs\n");
  }
  for (const each of silent) output.err(`loupe: ${printable(hostError(each.host, each.failure).message)}\n`);
  if (silent.length > 0) throw new EndWith(1);
}
