import { Command, InvalidArgumentError } from "commander";
import type { JobsService } from "../jobs/jobsService.js";
import { attachCommand, type AttachOptions } from "./attachCommand.js";
import { jobsCommand } from "./jobsCommand.js";
import { jobsEnvironmentHelp, withJobs } from "./jobsEnvironment.js";
import type { Output } from "./output.js";
import { pullCommand, type PullCommandOptions } from "./pullCommand.js";
import { stopCommand, type StopCommandOptions } from "./stopCommand.js";

function whole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 0.");
}

const onRun = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument("<run>", "its id, its name, or the beginning of its id")
    .option("--host <host>", "look on this host, also for runs that were not launched from here")
    .option("--json", "print JSON")
    .addHelpText("after", jobsEnvironmentHelp);

/** `loupe jobs`, `attach`, `stop` and `pull`. `trainerFolder`: absolute, the files that travel to hosts. */
export function jobCommands(trainerFolder: string, output: Output): readonly Command[] {
  const using = (work: (jobs: JobsService) => Promise<void>) => withJobs(trainerFolder, output, work);
  const list = new Command("jobs")
    .description("list jobs: state, step, reward, time left; of a named host also those launched from elsewhere")
    .argument("[host]", "as the ssh configuration names it, or local")
    .option("--json", "print JSON")
    .addHelpText("after", jobsEnvironmentHelp)
    .action((host: string | undefined, options: { json?: boolean }) =>
      using(jobs => jobsCommand(jobs, host, options, output)),
    );
  const attach = onRun("attach", "follow the log of a run until it is over; leaving (Ctrl-C) does not touch the run")
    .option("--from <byte>", "begin at this byte of the log", whole, 0)
    .addHelpText("after", "Ends with 4 when the run ended in another way than with exit code 0.\n")
    .action((run: string, options: AttachOptions) => using(jobs => attachCommand(jobs, run, options, output)));
  const stop = onRun("stop", "stop a run and everything that it started")
    .option("--hard", "at once, without the time to save a checkpoint")
    .option("--grace <seconds>", "how long it may take to end by itself", whole, 60)
    .action((run: string, options: StopCommandOptions) => using(jobs => stopCommand(jobs, run, options, output)));
  const pull = onRun("pull", "fetch what is new of a run: rollouts, metrics, log, small files of checkpoints").action(
    (run: string, options: PullCommandOptions) => using(jobs => pullCommand(jobs, run, options, output)),
  );
  return [list, attach, stop, pull];
}
