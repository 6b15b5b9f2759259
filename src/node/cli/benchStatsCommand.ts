import { basename } from "node:path";
import { Command, Option } from "commander";
import type { BenchmarkStatistics } from "../../core/benchmark/statistics/benchmarkStatistics.js";
import type { ForeignSetCount } from "../../core/benchmark/statistics/foreignSetCount.js";
import { paperBenchmark } from "../../core/benchmark/statistics/paperBenchmark.js";
import { groupedNumber } from "../../core/reward/groupedNumber.js";
import type { PlainTable } from "../../core/reward/tableText.js";
import { statisticsNotes } from "../../protocol/benchmark/statisticsNotes.js";
import { englishStatistics } from "../../protocol/benchmark/statisticsSay.js";
import { statisticsTables } from "../../protocol/benchmark/statisticsTables.js";
import { statisticsText } from "../../protocol/benchmark/statisticsText.js";
import { readStatistics, type DamagedFile } from "../benchmark/readStatistics.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { rewardTable } from "./rewardTable.js";

interface StatsOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly acceptedOnly?: boolean;
}

const cell = (value: PlainTable["rows"][number][number] | undefined) =>
  typeof value === "number" ? groupedNumber(value) : (value ?? "–");

function tell(damaged: readonly DamagedFile[], output: Output): void {
  for (const { path, lines } of damaged)
    for (const { line, code, detail } of lines)
      output.err(
        printable(`loupe: ${basename(path)}:${String(line)}: ${code}${detail === null ? "" : ` (${detail})`}`) + "\n",
      );
}

function plainText(own: BenchmarkStatistics, sets: readonly ForeignSetCount[]): string {
  const tables = statisticsTables(own, sets, englishStatistics).flatMap(({ title, table }) => [
    ...[title, ...rewardTable([table.head, ...table.rows.map(row => table.head.map((_, i) => cell(row[i])))]), ""],
  ]);
  const facts = `${groupedNumber(own.questions)} questions on ${groupedNumber(own.pages)} ${own.pages === 1 ? "page" : "pages"} of ${groupedNumber(own.issues)} ${own.issues === 1 ? "issue" : "issues"}`;
  return [facts, "", ...tables, ...statisticsNotes(own, englishStatistics)].map(line => `${line}\n`).join("");
}

function shown(own: BenchmarkStatistics, sets: readonly ForeignSetCount[], options: StatsOptions): string {
  if (options.json === true) return `${JSON.stringify({ ...own, sets, paper: paperBenchmark })}\n`;
  if (options.csv === true) return statisticsText.csv(own, sets, englishStatistics);
  if (options.markdown === true) return statisticsText.markdown(own, sets, englishStatistics);
  return plainText(own, sets);
}

async function run(folder: string, options: StatsOptions, output: Output): Promise<void> {
  const read = await readStatistics(folder, { counted: options.acceptedOnly === true ? "accepted" : "standing" });
  switch (read.kind) {
    case "not-built":
      throw new ExpectedError(`${folder} has no questions.jsonl: loupe bench build makes it`);
    case "unreadable":
      throw new ExpectedError(`${read.path} cannot be read: ${read.reason}`);
    case "aborted":
      return;
    case "read":
      tell(read.damaged, output);
      if (read.withoutPage > 0)
        output.err(`loupe: ${read.withoutPage} questions are not counted: their pages are gone; build again\n`);
      output.out(shown(read.statistics, read.sets, options));
      return;
    default: {
      const never: never = read;
      return never;
    }
  }
}

/** `loupe bench stats DIR`: the tables of the paper for any benchmark, beside the paper's own numbers. */
export function benchStatsCommand(output: Output): Command {
  return new Command("stats")
    .description("counts and balance of a benchmark's questions, beside the paper's own numbers")
    .argument("<dir>", "a benchmark's folder, or a jsonl export of one")
    .option("--accepted-only", "count only questions that a reviewer accepted or edited")
    .addOption(new Option("--json", "print JSON").conflicts(["csv", "markdown"]))
    .addOption(new Option("--csv", "print the tables as CSV").conflicts(["json", "markdown"]))
    .addOption(new Option("--markdown", "print the tables as Markdown").conflicts(["json", "csv"]))
    .action((folder: string, options: StatsOptions) => run(folder, options, output));
}
