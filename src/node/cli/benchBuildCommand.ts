import { basename, resolve } from "node:path";
import { Command } from "commander";
import { refusalCodes } from "../../core/benchmark/candidateRefusal.js";
import { taskNeeds } from "../../core/benchmark/generate/taskNeeds.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { buildBenchmark, type BuildProgress } from "../benchmark/build/buildBenchmark.js";
import type { BuildOutcome } from "../benchmark/build/buildOutcome.js";
import { benchBuildOutput, type BenchBuildOutput } from "./benchBuildOutput.js";
import { buildOptionsOf, withBuildFlags, type BuildFlags } from "./buildOptionsOf.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { rewardTable } from "./rewardTable.js";
import { withInterrupt } from "./withInterrupt.js";

interface BenchBuildOptions extends BuildFlags {
  readonly json?: boolean;
}

type Built = Extract<BuildOutcome, { kind: "built" }>;

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function showProgress({ phase, done, total }: BuildProgress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${phase} ${done}${total === null ? "" : `/${total}`}          \r`);
}

function outputOf(folder: string, { manifest, ...built }: Built): BenchBuildOutput {
  return benchBuildOutput.parse({
    kind: "built",
    folder,
    seed: manifest.generator.seed,
    pages: built.pages,
    questions: built.questions,
    cluster: manifest.cluster,
    unparted: manifest.unparted ?? null,
    counts: manifest.counts,
    refused: manifest.refused,
    unbalanced: built.unbalanced,
    damaged: built.damaged.map(({ path, lines }) => ({ path, lines: lines.length })),
    stale_corrections: built.staleCorrections,
    reviews: built.reviews,
  });
}

function refusedRows({ refused }: BenchBuildOutput): readonly (readonly string[])[] {
  return taskKinds.flatMap(task =>
    refusalCodes.flatMap(code => {
      const count = refused[task]?.[code] ?? 0;
      return count > 0 ? [[task, code, String(count)]] : [];
    }),
  );
}

function builtText(result: BenchBuildOutput, asked: readonly string[]): readonly string[] {
  const { counts } = result;
  const rows = taskKinds
    .filter(task => asked.includes(task))
    .map(task => {
      const { train = 0, val = 0, test = 0 } = counts[task] ?? {};
      return [task, ...[train, val, test, train + val + test].map(String)];
    });
  const refused = refusedRows(result);
  return [
    `${result.folder}: ${result.questions} questions about ${result.pages} pages, split by ${result.cluster}`,
    ...rewardTable([["task kind", "train", "val", "test", "all"], ...rows]),
    ...(refused.length === 0 ? [] : ["", ...rewardTable([["refused", "reason", "candidates"], ...refused])]),
  ];
}

function unpartedText({ code, units }: NonNullable<BenchBuildOutput["unparted"]>): string {
  const all = "every question is for training, none for validation and test";
  switch (code) {
    case "few-issues":
      return `${all}: splits by issue need three, and these pages are of ${units}; part them with --split-by page, or give their files names that tell issues apart`;
    case "few-pages":
      return `${all}: splits need three pages, and only ${units} that are not the same picture give questions; import more`;
    default: {
      const never: never = code;
      return never;
    }
  }
}

/** What a person should know beside the figures, each on the standard error. */
function* notices(result: BenchBuildOutput): Generator<string> {
  if (result.unparted !== null) yield unpartedText(result.unparted);
  for (const { path, lines } of result.damaged)
    yield `${basename(path)}: ${lines} lines are no records and were left out`;
  if (result.stale_corrections > 0)
    yield `${result.stale_corrections} corrections fit nothing on their page any more and were left out`;
  for (const { task, split, questions } of result.unbalanced)
    yield `${task}, ${split}: ${questions} questions are too few for balanced answers`;
  const { stale, unknown } = result.reviews;
  if (stale > 0)
    yield `${stale} decisions are about an earlier content of their question: it is to be decided on again`;
  if (unknown > 0) yield `${unknown} decisions are about questions that are not asked any more; they are kept`;
}

const named = (ids: readonly string[]) =>
  `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""}`;

function failureOf(outcome: Exclude<BuildOutcome, Built>): ExpectedError {
  switch (outcome.kind) {
    case "no-pages":
      return new ExpectedError(`${outcome.path}: no pages in it; loupe bench import writes it`);
    case "unreadable":
      return new ExpectedError(`${outcome.path}: cannot be read: ${outcome.reason}`);
    case "foreign":
      return new ExpectedError(
        `${outcome.path}: no build wrote it, so nothing is built over it; take another folder, or move it away`,
      );
    case "unwritable":
      return new ExpectedError(`${outcome.path}: cannot be written: ${outcome.reason}`);
    case "leak": {
      const leaks = outcome.leaks.map(({ kind, id, splits }) => `${kind} ${id} in ${splits.join(" and ")}`);
      return new ExpectedError(`the given splits leak, split by issue or page instead: ${named(leaks)}`);
    }
    case "no-split":
      return new ExpectedError(`the set gives no split to ${outcome.pages.length} pages: ${named(outcome.pages)}`);
    case "aborted":
      return new ExpectedError("stopped before all questions were made; nothing was written");
  }
}

async function run(dir: string, flags: BenchBuildOptions, output: Output): Promise<void> {
  const { json, ...given } = flags;
  const folder = resolve(dir);
  const options = await buildOptionsOf(given);
  const outcome = await withInterrupt(signal => buildBenchmark(folder, { options, signal, onProgress: showProgress }));
  if (outcome.kind !== "built") throw failureOf(outcome);
  const result = outputOf(folder, outcome);
  if (json === true) output.out(`${JSON.stringify(result)}\n`);
  else for (const line of builtText(result, options.tasks)) output.out(`${printable(line)}\n`);
  for (const notice of notices(result)) output.err(`loupe: ${printable(notice)}\n`);
}

const needsHelp = `
What the annotations must say for a kind to be asked about (an order of panels that is not given is computed):
${taskKinds.map(task => `  ${task.padEnd(26)}${taskNeeds[task].join(", ")}`).join("\n")}
`;

/** `loupe bench build DIR`: the questions of imported pages. */
export function benchBuildCommand(output: Output): Command {
  const command = new Command("build")
    .description("make the questions of imported pages: seven task kinds, with splits that do not leak")
    .argument("<dir>", "the benchmark's folder");
  return withBuildFlags(command)
    .option("--json", "print JSON")
    .addHelpText("after", needsHelp)
    .action((dir: string, options: BenchBuildOptions) => run(dir, options, output));
}
