import { Command, Option } from "commander";
import { type CoordinateSpace, coordinateSpaces } from "../../core/page/coordinateSpace.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import { componentsOf } from "../../core/reward/partValue.js";
import { readOptions } from "../../core/reward/readOption.js";
import type { PartialRewardOptions, RewardOptions } from "../../core/reward/rewardOptions.js";
import { ruleAt, withOptions } from "../../core/reward/ruleAt.js";
import { scoreRollout } from "../../core/reward/scoreRollout.js";
import { BadLines, unreadLine } from "./badLines.js";
import { inputLines, type InputLine } from "./inputLines.js";
import type { Output } from "./output.js";
import type { ScoredLine } from "./outputSchemas.js";
import { printable } from "./printable.js";
import { readScoreLine, type ScoreLine } from "./readScoreLine.js";
import { ScoreTable } from "./scoreTable.js";
import { type NamedStrategy, optionSentence, strategiesOf } from "./strategiesOf.js";
import { readStrategyFile } from "./readStrategyFile.js";
import { UsageError } from "./usageError.js";

interface ScoreOptions {
  readonly strategy: string;
  readonly options?: string;
  readonly strategies?: string;
  readonly space: CoordinateSpace;
  readonly json?: boolean;
}

/** What every line is scored by. */
interface Scorer {
  readonly strategies: readonly NamedStrategy[];
  readonly options: RewardOptions;
  readonly space: CoordinateSpace;
}

function scored(line: Extract<ScoreLine, { kind: "rollout" }>, { strategies, options }: Scorer): ScoredLine {
  const totals = strategies.map(({ spec, strategy }) => {
    const rule = ruleAt(strategy, line.step);
    return [spec, rule === null ? null : scoreRollout(line.facts, rule).total] as const;
  });
  return { components: componentsOf(line.facts, options), totals: Object.fromEntries(totals) };
}

function answer({ read, number }: InputLine, scorer: Scorer, bad: BadLines): ScoredLine {
  const line: ScoreLine =
    read.kind === "value" ? readScoreLine(read.value, scorer.space) : { kind: "bad", problem: unreadLine(read) };
  if (line.kind === "bad") return { error: bad.bad(number, line.problem) };
  bad.good();
  return scored(line, scorer);
}

function baseOptions(text: string | undefined): PartialRewardOptions {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError("--options is no JSON");
  }
  const read = readOptions(value);
  if (read.kind === "options") return read.options;
  throw new UsageError(`--options: ${optionSentence(read.code, read.values)}`);
}

async function run(file: string | undefined, options: ScoreOptions, output: Output): Promise<void> {
  const base = baseOptions(options.options);
  const own = options.strategies === undefined ? [] : await readStrategyFile(options.strategies, output);
  const strategies = strategiesOf(options.strategy, [...own, ...builtInStrategies], base);
  const scorer: Scorer = { strategies, options: withOptions(base), space: options.space };
  const bad = new BadLines(output);
  const table = options.json === true ? null : new ScoreTable(strategies.map(({ spec }) => spec));
  if (table !== null) output.out(`${printable(table.head)}\n`);
  for await (const line of inputLines(file)) {
    const result = answer(line, scorer, bad);
    output.out(table === null ? `${JSON.stringify(result)}\n` : `${printable(table.row(line.number, result))}\n`);
  }
  bad.finish();
}

const help = `
A line holds numbers (page_size, format_ok, answer_correct, answer_chars, calls, target_boxes, expected_count), or the
text of a response with its question's record: {"output", "question"}. Every line but blank ones is answered by one line;
a bad line by {"error"}. docs/cli.md has the fields, the options and the schema.

Strategies: ${builtInStrategies.map(({ id }) => id).join(", ")}
`;

/** `loupe score [FILE|-]`: the reward of rollouts under strategies, JSON Lines in and out. */
export function scoreCommand(output: Output): Command {
  return new Command("score")
    .description("compute rewards: JSON lines in, JSON lines out")
    .argument("[file]", "file of JSON lines; - or none is the standard input")
    .option(
      "--strategy <ids>",
      "strategies, with options as ID@key=value;key=value",
      "rarl,rarl-warm-start,rarl-conditional,deepeyes,vanilla",
    )
    .option("--options <json>", "options in place of the recommended ones")
    .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .addOption(
      new Option("--space <space>", "what the numbers of boxes in a response count")
        .choices([...coordinateSpaces])
        .default("page"),
    )
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action((file: string | undefined, options: ScoreOptions) => run(file, options, output));
}
