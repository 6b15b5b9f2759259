import { type Command, InvalidArgumentError, Option } from "commander";
import { distilOptionsSchema, traceLanguages } from "../../core/distil/distilOptions.js";
import { numberOrNone } from "./benchWriteSettings.js";
import { wholeNumber } from "./wholeNumber.js";

const usual = distilOptionsSchema.parse({});

/** A number in a range. */
const numberIn =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };

const many = 10_000_000;

const idsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map(id => id.trim())
    .filter(id => id !== "");

function withFilters(command: Command): Command {
  return command
    .addOption(
      new Option("--method <method>", "SFT-R: reasoning and answer; SFT-S: the answer alone")
        .choices(["SFT-S", "SFT-R"])
        .default(usual.method),
    )
    .option("--judges <n>", "judges that must call an open answer correct", wholeNumber(1, 100), usual.judges)
    .option("--least-words <n>", "words of reasoning at least", wholeNumber(0, many), usual.leastWords)
    .option("--most-words <n>", "words of reasoning at most", wholeNumber(1, many), usual.mostWords)
    .option("--least-right <n>", "right attempts that two options need", wholeNumber(1, 1000), usual.leastRight)
    .option("--no-easy", "leave out questions that are right in every attempt")
    .option("--no-evidence", "the reasoning need not say where it looks")
    .option("--least-iou <share>", "each target is shown by a zoom with at least this IoU", numberIn(0, 1))
    .addOption(
      new Option("--language <code>", "of the reasoning, or any").choices([...traceLanguages]).default(usual.language),
    )
    .addOption(
      new Option("--held-out <what>", "what goes with a question of val or test")
        .choices(["issue", "page"])
        .default(usual.heldOut),
    );
}

function withCaps(command: Command): Command {
  return command
    .option("--most-alike <share>", "5-gram Jaccard from 0.1 to 1", numberIn(0.1, 1), usual.mostAlike)
    .option("--per-question <n>", "traces of a question at most", wholeNumber(1, 1000), usual.perQuestion)
    .option("--per-page <n>", "traces of a page at most", wholeNumber(1, many), usual.perPage)
    .option("--per-task <n>", "traces of a task kind at most", wholeNumber(1, many))
    .option(
      "--letter-share <times>",
      "of its even share a letter may have, or none",
      numberOrNone(1, 100),
      usual.letterShare ?? "none",
    )
    .addOption(
      new Option("--choose <which>", "of a question's traces").choices(["shortest", "random"]).default(usual.choose),
    )
    .option("--choose-seed <n>", "of what is chosen at random", wholeNumber(0, 2 ** 31 - 1), usual.seed);
}

/** The options of filters and rows. */
export function distillFlags(command: Command): Command {
  return withCaps(withFilters(command))
    .option("--export <dir>", "write the rows there")
    .addOption(new Option("--to <format>", "of the rows").choices(["llamafactory", "jsonl"]).default("llamafactory"))
    .option("--for <file>", "the *.loupe-run.json that goes on from the rows: its prompts, tool and pixels")
    .option("--train-pixels <n>", "pixels of an image in the rows, at most", wholeNumber(784, 100_000_000))
    .option("--cutoff <tokens>", "longer rows are left out", wholeNumber(256, many))
    .option("--dataset <dir>", "where the benchmark is now")
    .option("--funnel", "ask nothing")
    .option(
      "--sample <n>",
      "traces to read: so many kept and as many dropped of each task kind, mixed",
      wholeNumber(1, 10_000),
    )
    .option("--accept <ids>", "predictions between commas that you would train on", idsOf)
    .option("--reject <ids>", "predictions between commas that you would not train on", idsOf)
    .option("--reviewer <name>", "who decides, in place of git's user.name")
    .option("--reason <text>", "why, for --accept and --reject")
    .option("--against <dir>", "what is kept or dropped other than in an earlier export")
    .option("--lint <file>", "only hold the rows of an export against a *.loupe-run.json");
}
