import { Option, type Command } from "commander";
import { coordinateSpaces } from "../../core/page/coordinateSpace.js";
import { gather } from "./gather.js";

/** The options of every command that opens rollouts: what they are joined with, and how their boxes count. */
export function withReadOptions(command: Command): Command {
  return command
    .option("--json", "print JSON")
    .option(
      "--dataset <file>",
      "join rows with this dataset (JSONL, Parquet, LLaMA-Factory JSON); may be repeated",
      gather,
    )
    .option("--images <dir>", "look for pages here; may be repeated", gather)
    .addOption(
      new Option("--space <space>", "coordinate space of requested boxes, in place of a guess").choices([
        ...coordinateSpaces,
      ]),
    );
}
