import { readFile } from "node:fs/promises";
import { Command } from "commander";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { draftOf } from "./draftOf.js";
import { jobsEnvironmentHelp, withJobs } from "./jobsEnvironment.js";
import { dryRunCommand, launchCommand, type LaunchOptions } from "./launchCommand.js";
import type { Output } from "./output.js";
import { preflightCommand } from "./preflightCommand.js";
import { runRootOfEnvironment } from "./runRootOfEnvironment.js";
import { UsageError } from "./usageError.js";

const readText = (path: string): Promise<string> => readFile(path, "utf8");

interface LaunchArguments extends LaunchOptions {
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly resume?: string;
}

async function launch(draft: LaunchDraft, options: LaunchArguments, trainerFolder: string, output: Output) {
  if (options.dryRun === true) {
    if (options.out === undefined) throw new UsageError("a dry run needs --out DIR");
    return dryRunCommand(draft, options.out, trainerFolder, options, output);
  }
  if (options.out !== undefined) throw new UsageError("--out is for --dry-run");
  return withJobs(trainerFolder, output, jobs => launchCommand(jobs, draft, runRootOfEnvironment(), options, output));
}

/** `loupe preflight` and `loupe launch`. `trainerFolder`: absolute, the files that travel to hosts. */
export function launchCommands(trainerFolder: string, output: Output): readonly Command[] {
  const preflight = new Command("preflight")
    .description("look at a host in one round trip: GPUs, disks, versions; ends with 3 when a launch is forbidden")
    .argument("<host>", "as the ssh configuration names it, or local")
    .option("--config <file>", "whether this *.loupe-run.json can be launched there")
    .option("--json", "print JSON")
    .addHelpText("after", jobsEnvironmentHelp)
    .action(async (host: string, { config, json = false }: { config?: string; json?: boolean }) => {
      const draft = config === undefined ? null : await draftOf(config, trainerFolder, null, readText);
      const options = { json, runRoot: runRootOfEnvironment() };
      await withJobs(trainerFolder, output, jobs => preflightCommand(jobs, host, draft, options, output));
    });
  const start = new Command("launch")
    .description("launch a run configuration on its host; ends with 3 when a finding forbids it")
    .argument("<config>", "a *.loupe-run.json")
    .option("--dry-run", "write what would go to the host, and ask no host")
    .option("--out <dir>", "where a dry run writes; an empty or new folder")
    .option("--resume <folder>", "go on from the checkpoints of this run folder, absolute on the host")
    .option("--yes", "do not ask before the launch")
    .option("--json", "print JSON")
    .addHelpText("after", jobsEnvironmentHelp)
    .action(async (config: string, options: LaunchArguments) => {
      const draft = await draftOf(config, trainerFolder, options.resume ?? null, readText);
      await launch(draft, options, trainerFolder, output);
    });
  return [preflight, start];
}
