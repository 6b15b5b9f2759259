import { Command, CommanderError, Option } from "commander";
import { coordinateSpaces } from "../../core/page/coordinateSpace.js";
import { ExpectedError } from "./expectedError.js";
import { indexCommand } from "./indexCommand.js";
import type { ReadOptions } from "./openRuns.js";
import type { Output } from "./output.js";
import { showCommand } from "./showCommand.js";
import { statsCommand } from "./statsCommand.js";

const gather = (value: string, list: readonly string[]): readonly string[] => [...list, value];

function withReadOptions(command: Command): Command {
  return command
    .option("--json", "print JSON")
    .option(
      "--dataset <file>",
      "join rows with this dataset (JSONL, Parquet, LLaMA-Factory JSON); may be repeated",
      gather,
      [],
    )
    .option("--images <dir>", "look for pages here; may be repeated", gather, [])
    .addOption(new Option("--space <space>", "coordinate space of requested boxes").choices([...coordinateSpaces]));
}

export type CommandOptions = ReadOptions & { readonly json?: boolean };

/** The `loupe` command. `more` are commands of other parts, each with its own options. */
export function program(version: string, output: Output, more: readonly Command[]): Command {
  const loupe = new Command("loupe")
    .description("Read the rollouts of vision-language models that zoom into pages.")
    .version(version)
    .configureOutput({ writeOut: text => output.out(text), writeErr: text => output.err(text) })
    .exitOverride();
  const index = loupe.command("index").description("list files with their formats, rows, groups and calls");
  withReadOptions(index.argument("<path...>", "files and folders")).action((paths: string[], options: CommandOptions) =>
    indexCommand(paths, options, output),
  );
  const show = loupe.command("show").description("one rollout: answer, turns, zoom calls on the page");
  withReadOptions(show.argument("<file>").argument("<row>", "row of the file, from 0")).action(
    (file: string, row: string, options: CommandOptions) => showCommand(file, row, options, output),
  );
  const stats = loupe.command("stats").description("figures of every step");
  withReadOptions(stats.argument("<path>")).action((path: string, options: CommandOptions) =>
    statsCommand(path, options, output),
  );
  for (const command of more)
    loupe.addCommand(
      command
        .configureOutput({ writeOut: text => output.out(text), writeErr: text => output.err(text) })
        .exitOverride(),
    );
  return loupe;
}

/** Runs the command line and gives its exit code: 0, 1 for expected failures (one line), 2 for wrong usage. */
export async function runProgram(loupe: Command, args: readonly string[], output: Output): Promise<number> {
  try {
    await loupe.parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof ExpectedError)) throw error;
    output.err(`loupe: ${error.message}\n`);
    return 1;
  }
}
