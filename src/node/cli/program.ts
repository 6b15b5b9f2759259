import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { defaultTolerance } from "../../core/reward/auditRollout.js";
import { estimatorIds } from "../../core/reward/estimatorId.js";
import { auditCommand, type AuditOptions } from "./auditCommand.js";
import { advantagesCommand } from "./advantagesCommand.js";
import { alarmsCommand } from "./alarmsCommand.js";
import type { CommandOptions } from "./commandOptions.js";
import { compareCommand, type CompareOptions } from "./compareCommand.js";
import { curvesCommand, type CurvesOptions } from "./curvesCommand.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import { exportCommand, type ExportOptions } from "./exportCommand.js";
import { formatsCommand } from "./formatsCommand.js";
import { foreseeCommand, type ForeseeOptions } from "./foreseeCommand.js";
import { indexCommand } from "./indexCommand.js";
import type { Output } from "./output.js";
import { paytableCommand } from "./paytableCommand.js";
import { printable } from "./printable.js";
import { rescoreCommand, type RescoreOptions } from "./rescoreCommand.js";
import { rolloutsProgram } from "./rolloutsCommand.js";
import { scoreCommand } from "./scoreCommand.js";
import { showCommand } from "./showCommand.js";
import { statsCommand } from "./statsCommand.js";
import { UsageError } from "./usageError.js";
import { withReadOptions } from "./withReadOptions.js";

function rowNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 0.");
}

function tolerance(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It must be a number above 0.");
}

const exitCodes = `
Exit codes: 0 done, 1 something cannot be read (one line says what), 2 wrong usage, 3 an audit found a difference or
a finding forbids a launch, 4 a run that was attached to did not end with exit code 0, 5 the miniature run in the folder
is another or cannot be read, 130 it was stopped by Ctrl+C (143 by SIGTERM). What was left out or not used is said on the
standard error.
`;

function addCommands(loupe: Command, output: Output): void {
  loupe
    .command("index")
    .description("list files with their formats, rows, groups and calls")
    .argument("<path...>", "files and folders")
    .option("--json", "print JSON")
    .action((paths: string[], options: CommandOptions) => indexCommand(paths, options, output));
  withReadOptions(
    loupe
      .command("show")
      .description("show one rollout: answer, turns, zoom calls on the page")
      .argument("<file>", "file of rollouts")
      .argument("<row>", "row of the file, from 0", rowNumber),
  ).action((file: string, row: number, options: CommandOptions) => showCommand(file, row, options, output));
  withReadOptions(
    loupe
      .command("stats")
      .description("figures of every step, and of files without steps")
      .argument("<path>", "file or folder"),
  ).action((path: string, options: CommandOptions) => statsCommand(path, options, output));
}

function addAudit(loupe: Command, output: Output): void {
  withReadOptions(
    loupe
      .command("audit")
      .description("compare logged rewards with recomputed ones; ends with 3 when some rollout differs")
      .argument("<path>", "file or folder"),
  )
    .option("--strategy <id>", "audit by this strategy, in place of the one that the log follows")
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .option("--tolerance <number>", "how far apart two numbers may be and still match", tolerance, defaultTolerance)
    .option("--rows <count>", "how many differing rollouts are listed at most", rowNumber, 1000)
    .action((path: string, options: AuditOptions) => auditCommand(path, options, output));
}

function addAlarms(loupe: Command, output: Output): void {
  withReadOptions(
    loupe
      .command("alarms")
      .description("what training goes wrong by: ten rules over the steps of a run, each with its rollouts")
      .argument("<path>", "file or folder"),
  ).action((path: string, options: CommandOptions) => alarmsCommand(path, options, output));
}

function addCurves(loupe: Command, output: Output): void {
  withReadOptions(
    loupe
      .command("curves")
      .description("the reward, its parts and what the model does, step by step")
      .argument("<path>", "file or folder"),
  )
    .addOption(
      new Option("--align <start>", "what stands at 1 on the axis").choices(["step", "last-phase"]).default("step"),
    )
    .action((path: string, options: CurvesOptions) => curvesCommand(path, options, output));
}

function addExport(loupe: Command, version: string, output: Output): void {
  withReadOptions(
    loupe
      .command("export")
      .description("write the group of a row into one HTML file: page, boxes, trajectories, rewards, formulas")
      .argument("<file>", "file of rollouts")
      .argument("<row>", "row of the file, from 0", rowNumber),
  )
    .requiredOption("--out <file>", "where to write it")
    .option("--strategy <ids>", "up to four strategies, in place of the rule that the log follows and the paper's")
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .addOption(new Option("--estimator <id>", "how advantages are made").choices([...estimatorIds]).default("grpo"))
    .action((file: string, row: number, options: ExportOptions) => exportCommand(file, row, options, version, output));
}

function addCompare(loupe: Command, output: Output): void {
  withReadOptions(
    loupe
      .command("compare")
      .description("what changed from one checkpoint or run to others, question by question")
      .argument(
        "<side...>",
        "two to eight files, run folders (their last validation, else their last step), or PATH#STEP",
      ),
  )
    .option("--questions", "list every question that both sides have, the largest change in score first")
    .action((sides: string[], options: CompareOptions) => compareCommand(sides, options, output));
}

const strategyOption = () =>
  new Option("--strategy <ids>", "strategies, with options as ID@key=value;key=value").default(
    "rarl,rarl-warm-start,rarl-conditional,deepeyes,vanilla",
  );

const withStrategyOptions = (command: Command) =>
  withReadOptions(command)
    .addOption(strategyOption())
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .addOption(new Option("--estimator <id>", "how advantages are made").choices([...estimatorIds]).default("grpo"));

function addWhatIf(loupe: Command, output: Output): void {
  withStrategyOptions(
    loupe
      .command("rescore")
      .description("what other strategies would have paid and pushed on, step by step")
      .argument("<path>", "file or folder"),
  )
    .option("--against <id>", "compare advantages with those of the logged score, or of a strategy", "logged")
    .action((path: string, options: RescoreOptions) => rescoreCommand(path, options, output));
  withStrategyOptions(
    loupe
      .command("foresee")
      .description("what strategies would push on, told from one step before anything is trained")
      .argument("<dump>", "file or folder"),
  )
    .option("--step <number>", "the step, in place of the first", rowNumber)
    .action((path: string, options: ForeseeOptions) => foreseeCommand(path, options, output));
}

/** The `loupe` command. `more` are commands of other parts, each with its own options. */
export function program(version: string, output: Output, more: readonly Command[]): Command {
  const writers = { writeOut: (text: string) => output.out(text), writeErr: (text: string) => output.err(text) };
  const loupe = new Command("loupe")
    .description("Read the rollouts of vision-language models that zoom into pages.")
    .version(version)
    .configureOutput(writers)
    .exitOverride()
    // `loupe simulate compare --out`: what stands behind the name of a command is for it.
    .enablePositionalOptions()
    .addHelpText("after", exitCodes);
  addCommands(loupe, output);
  addAudit(loupe, output);
  addAlarms(loupe, output);
  addCurves(loupe, output);
  addCompare(loupe, output);
  addWhatIf(loupe, output);
  addExport(loupe, version, output);
  for (const command of [
    rolloutsProgram(output),
    scoreCommand(output),
    advantagesCommand(output),
    paytableCommand(output),
    formatsCommand(output),
    ...more,
  ]) {
    for (const one of [command, ...command.commands]) one.configureOutput(writers).exitOverride();
    loupe.addCommand(command);
  }
  return loupe;
}

/** Runs the command line and gives its exit code: 0, 1 for expected failures (one line), 2 for wrong usage, or its own. */
export async function runProgram(loupe: Command, args: readonly string[], output: Output): Promise<number> {
  try {
    await loupe.parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof EndWith) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof ExpectedError || error instanceof UsageError)) throw error;
    output.err(`loupe: ${printable(error.message).replace(/\s+/g, " ")}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
