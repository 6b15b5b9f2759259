import { Command, Option } from "commander";
import { splitNames, type SplitName } from "../../core/benchmark/pageRecord.js";
import { evaluationInputs, toolStyles } from "../../core/evaluation/evaluationRun.js";
import { boxConventions, modelFamilyIds } from "../../core/evaluation/modelFamily.js";
import { numberOrNone } from "./benchWriteSettings.js";
import { shardOf, tasksOf, wholeOrNone } from "./evalRunSettings.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";

/** What is asked where nobody says otherwise. */
export interface UsualFlags {
  readonly split: readonly SplitName[];
  readonly attempts: number;
}

function splitsOf(text: string): readonly SplitName[] {
  const names = text.split(",").map(name => name.trim());
  if (names.every(name => splitNames.some(split => split === name)))
    return splitNames.filter(split => names.includes(split));
  throw new UsageError(`--split must be some of ${splitNames.join(",")}`);
}

function withQuestions(command: Command, usual: UsualFlags): Command {
  return command
    .addOption(
      new Option("--input <what>", "the page, the panels asked about, or the page with the zoom tool")
        .choices([...evaluationInputs])
        .default("page"),
    )
    .addOption(
      new Option("--use <prompt>", "answer; reason (the usual one with the tool); distil").choices([
        ...["answer", "reason", "distil"],
      ]),
    )
    .option("--split <names>", "train,val,test or some of them", splitsOf, usual.split)
    .option("--tasks <kinds>", "task kinds between commas, in place of all", tasksOf)
    .option("--limit <n>", "so many questions, from the task kinds in turn", wholeNumber(1, 10_000_000), null)
    .option("--accepted-only", "only questions that a person accepted")
    .option("--shard <part>", "one part of several, as 0/4: every fourth page", shardOf)
    .option(
      "--attempts <n>",
      "attempts at each question, each with a seed of its own",
      wholeNumber(1, 1000),
      usual.attempts,
    )
    .option("--prompts <dir>", "prompts in place of the product's: a JSON file each");
}

function withImages(command: Command): Command {
  return command
    .addOption(
      new Option("--family <name>", "the model's family, in place of what its name says").choices([...modelFamilyIds]),
    )
    .option("--max-side <pixels>", "longer side of an image as sent, at most, or none", wholeOrNone)
    .option("--max-pixels <n>", "pixels of an image as sent, at most, or none", wholeOrNone)
    .option("--min-pixels <n>", "pixels of an image as sent, at least, or none", wholeOrNone)
    .option("--multiple <pixels>", "sides are multiples of this, or none", wholeOrNone)
    .addOption(new Option("--format <kind>", "images are sent as").choices(["png", "jpeg"]).default("png"))
    .option("--quality <n>", "of JPEG", wholeNumber(1, 100), 92)
    .addOption(
      new Option("--detail <level>", "how large the server may look at an image").choices([
        "auto",
        "low",
        "high",
        "none",
      ]),
    )
    .option("--no-marks", "draw no marks")
    .addOption(
      new Option("--shown <where>", "where Panel Reordering shows its panel")
        .choices(["second", "aside"])
        .default("second"),
    );
}

function withTool(command: Command): Command {
  return command
    .addOption(new Option("--boxes <convention>", "in what the model counts boxes").choices([...boxConventions]))
    .addOption(new Option("--tool-style <style>", "the zoom tool in text, or as a function").choices([...toolStyles]))
    .addOption(
      new Option("--tool <rule>", "whose rules crop, refuse and end the loop")
        .choices(["verl", "deepeyes", "pillow"])
        .default("verl"),
    )
    .option("--max-turns <n>", "turns of the model at most (usually 6)", wholeNumber(1, 100))
    .option("--strategy <id>", "score the rollouts by this strategy, in place of right and wrong")
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON");
}

function withSampling(command: Command): Command {
  return command
    .option("--temperature <t>", "number, or none: it is not sent", numberOrNone(0, 2))
    .option("--top-p <p>", "number, or none", numberOrNone(0, 1))
    .option("--seed <n>", "number, or none; attempt k is asked with k more", numberOrNone(0, 2 ** 31 - 1))
    .option("--max-tokens <n>", "tokens of a turn, those of its reasoning among them", wholeNumber(1, 1_000_000), 4096)
    .addOption(
      new Option("--max-tokens-name <name>", "what the server calls that limit").choices([
        ...["max_tokens", "max_completion_tokens"],
      ]),
    )
    .option("--reasoning-effort <level>", "sent as it is, to models that know it")
    .option("--extra <json>", "further keys of each request, as a JSON object");
}

function withEndpoint(command: Command): Command {
  return command
    .option("--key-env <name>", "variable of the environment that has the key", "LOUPE_ENDPOINT_KEY")
    .option("--prices <file>", "what tokens cost, as JSON")
    .option("--at-once <n>", "requests under way at most", wholeNumber(1, 256), 32)
    .option("--no-stream", "ask for each answer in one piece")
    .option("--idle <seconds>", "give a request up that is silent for so long", wholeNumber(1, 86_400), 120)
    .option("--timeout <seconds>", "give a request up that takes longer", wholeNumber(1, 86_400), 900)
    .option("--keep-trying", "go on when many requests fail, without an end")
    .option("--no-probe", "do not try the endpoint first")
    .option("--dry-run", "count requests, images and tokens, and send nothing")
    .option("--moved", "go on with OUT at another address, where the same model is served now")
    .option("--fresh", "also ask what was answered before")
    .option("--retry-failed", "ask again what failed before")
    .option("--json", "print JSON");
}

/** The options by which a benchmark's questions are put to a model, whatever is made of the answers. */
export function evalRunFlags(command: Command, usual: UsualFlags): Command {
  return withEndpoint(withSampling(withTool(withImages(withQuestions(command, usual)))));
}
