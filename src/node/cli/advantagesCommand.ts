import { Command, Option } from "commander";
import { type AdvantageGroup, advantages, whiteningUnit } from "../../core/reward/advantages.js";
import { type EstimatorId, estimatorIds } from "../../core/reward/estimatorId.js";
import { noSpreadReason } from "../../core/reward/noSpread.js";
import { spread } from "../../core/rollout/spread.js";
import { readAdvantageLine, type GroupLine } from "./readAdvantageLine.js";
import { BadLines, unreadLine } from "./badLines.js";
import { inputLines } from "./inputLines.js";
import type { Output } from "./output.js";
import type { AdvantagesLine } from "./outputSchemas.js";
import { printable } from "./printable.js";

interface AdvantagesOptions {
  readonly estimator: EstimatorId;
  readonly json?: boolean;
}

type Read = { readonly number: number } & (GroupLine | { readonly kind: "bad"; readonly problem: string });

async function readAll(file: string | undefined, bad: BadLines): Promise<readonly Read[]> {
  const lines: Read[] = [];
  for await (const { number, read } of inputLines(file)) {
    const line =
      read.kind === "value" ? readAdvantageLine(read.value) : { kind: "bad" as const, problem: unreadLine(read) };
    if (line.kind === "group") bad.good();
    lines.push(
      line.kind === "group" ? { number, ...line } : { number, kind: "bad", problem: bad.bad(number, line.problem) },
    );
  }
  return lines;
}

/** What is known of a group, with a null for every rollout that was left out. */
function groupOutput({ group, kept, count }: GroupLine, values: readonly number[]): AdvantagesLine {
  const all = new Array<number | null>(count).fill(null);
  kept.forEach((index, at) => (all[index] = values[at] ?? null));
  const reason = noSpreadReason(group.rewards, group.components);
  // Every part of a line counts as paid: where answers differ, parts cancel.
  return { advantages: all, spread: spread(group.rewards), reason: reason === "equal" ? "cancel" : reason };
}

const figure = (value: number | null) => (value === null ? "–" : String(Math.round(value * 1e4) / 1e4));

function text(number: number, line: AdvantagesLine): string {
  if ("error" in line) return `${number}: ${line.error}`;
  const why = line.reason === null ? "" : ` · ${line.reason}`;
  return `${number}: ${line.advantages.map(figure).join("  ")} · spread ${figure(line.spread)}${why}`;
}

async function run(file: string | undefined, options: AdvantagesOptions, output: Output): Promise<void> {
  const bad = new BadLines(output);
  const lines = await readAll(file, bad);
  const groups: readonly AdvantageGroup[] = lines.flatMap(line => (line.kind === "group" ? [line.group] : []));
  const values = advantages(groups, options.estimator)[Symbol.iterator]();
  for (const line of lines) {
    const result: AdvantagesLine =
      line.kind === "group" ? groupOutput(line, values.next().value ?? []) : { error: line.problem };
    output.out(options.json === true ? `${JSON.stringify(result)}\n` : `${printable(text(line.number, result))}\n`);
  }
  const unit = whiteningUnit(groups, options.estimator);
  if (unit === "rollout") output.err("loupe: whitened over rollouts: not every line has tokens\n");
  bad.finish();
}

const help = `
A line is one group, {"rewards": […], "components": {"accuracy": […], …}, "weights": {"accuracy": 1,
…}, "tokens": […]}, and the file is one batch. All keys but the first are optional. docs/cli.md has the estimators' formulas and the schema.
`;

/** `loupe advantages [FILE|-]`: advantages of groups by a named estimator, JSON Lines in and out. */
export function advantagesCommand(output: Output): Command {
  return new Command("advantages")
    .description("compute advantages of groups: JSON lines in, JSON lines out")
    .argument("[file]", "file of JSON lines; - or none is the standard input")
    .addOption(
      new Option("--estimator <id>", "how rewards become advantages").choices([...estimatorIds]).default("grpo"),
    )
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action((file: string | undefined, options: AdvantagesOptions) => run(file, options, output));
}
