import { Command } from "commander";
import { evalCheckCommand } from "./evalCheckCommand.js";
import { evalImportCommand } from "./evalImportCommand.js";
import { evalJudgeCommand } from "./evalJudgeCommand.js";
import { evalRunCommand } from "./evalRunCommand.js";
import { evalTableCommand } from "./evalTableCommand.js";
import { evalVerdictCommand } from "./evalVerdictCommand.js";
import type { Output } from "./output.js";

/** `loupe eval`: what models answer to the benchmark's questions, judged and in tables. One line a subcommand. */
export function evalCommands(
  version: string,
  output: Output,
  gradingScript: string | null = null,
  trainerFolder = "",
): Command {
  return new Command("eval")
    .description("evaluate models on the benchmark: ask, judge, tables, results of other harnesses")
    .addCommand(evalRunCommand(version, trainerFolder, output))
    .addCommand(evalJudgeCommand(version, output))
    .addCommand(evalCheckCommand(version, output))
    .addCommand(evalVerdictCommand(version, output))
    .addCommand(evalImportCommand(version, output))
    .addCommand(evalTableCommand({ version, script: gradingScript }, output));
}
