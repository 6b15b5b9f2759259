import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { comparedAtFirst } from "../../core/simulate/miniature/comparedAtFirst.js";
import { comparisonExcess } from "../../core/simulate/miniature/comparisonBounds.js";
import { comparisonSuffix } from "../../core/simulate/miniature/comparisonSuffix.js";
import {
  comparisonAligns,
  type ComparisonAlign,
  type MiniatureComparison,
} from "../../core/simulate/miniature/miniatureComparison.js";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { compareRuns, type AskedComparison, type ComparedRuns } from "../simulate/compareRuns.js";
import { comparisonFile } from "../simulate/comparisonFile.js";
import { ThreadEnded } from "../simulate/threadEnded.js";
import type { TrainingOptions } from "../simulate/trainMiniatures.js";
import { divergedAdvice } from "./divergedAdvice.js";
import { ExpectedError } from "./expectedError.js";
import { gather } from "./gather.js";
import { miniatureComparisonText } from "./miniatureComparisonText.js";
import { miniatureOptionsOf, refuseForMiniature } from "./miniatureOptionsOf.js";
import type { Output } from "./output.js";
import { readStrategiesAndCode } from "./readStrategyFile.js";
import { strategiesOf } from "./strategiesOf.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";

interface SimulateCompareOptions {
  readonly strategies: string;
  readonly strategyFile?: string;
  readonly seeds: number;
  readonly steps: number;
  readonly set?: readonly string[];
  readonly align: ComparisonAlign;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** The options of all seeds. Pages are of a seed, so that each may lack a kind of question: every seed is asked. */
function optionsOf({ set = [], steps }: SimulateCompareOptions, seeds: readonly number[]): MiniatureOptions {
  if (set.some(pair => /^\s*(?:seed|steps)\s*=/.test(pair)))
    throw new UsageError("--set takes assumptions; seeds and steps have options of their own");
  const [first] = seeds.map(seed => miniatureOptionsOf(set, { seed, steps }).options);
  if (first === undefined) throw new UsageError("--seeds: there must be one at least");
  return first;
}

async function strategiesFor(
  options: SimulateCompareOptions,
  trained: MiniatureOptions,
  output: Output,
): Promise<readonly Strategy[]> {
  const own = options.strategyFile === undefined ? [] : await readStrategiesAndCode(options.strategyFile, output);
  const named = strategiesOf(options.strategies, [...own, ...builtInStrategies]);
  const strategies = named.map(({ spec, strategy }) => ({ ...strategy, id: spec }));
  for (const strategy of strategies) refuseForMiniature(strategy.id, strategy, trained);
  return strategies;
}

/** One line on a terminal that overwrites itself, a line every tenth elsewhere. */
function progressOf(output: Output): (done: number, of: number) => void {
  let tenth = 0;
  return (done, of) => {
    const now = Math.floor((10 * done) / of);
    if (process.stderr.isTTY) output.err(`\r${done} of ${of} trainings${done === of ? "\n" : ""}`);
    else if (now > tenth) output.err(`loupe: ${done} of ${of} trainings\n`);
    tenth = now;
  };
}

type Crashed = Extract<ComparedRuns, { readonly kind: "crashed" }>;

/** What nobody foresaw ends the program with its own stack. */
function crashed({ strategy, seed, error }: Crashed, output: Output): Error {
  const whose = `${strategy}, seed ${seed}: the training ended`;
  if (error instanceof ThreadEnded) return new ExpectedError(`${whose}: ${error.message}`);
  output.err(`loupe: ${whose}\n`);
  return error;
}

async function compared(
  asked: AskedComparison,
  training: TrainingOptions,
  output: Output,
): Promise<MiniatureComparison> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const result = await compareRuns(asked, { ...training, signal: stop.signal });
    switch (result.kind) {
      case "compared":
        return result.comparison;
      case "stopped":
        throw new ExpectedError("stopped before all trainings were done; nothing was written");
      case "diverged":
        throw new ExpectedError(
          `${result.strategy}, seed ${result.seed}: the training has diverged at step ${result.step}; ${divergedAdvice}; nothing was written`,
        );
      case "crashed":
        throw crashed(result, output);
    }
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** The file, in a folder that can be written to: said before anything is trained, not after. */
async function checkedOut(out: string): Promise<string> {
  if (!out.endsWith(comparisonSuffix))
    throw new UsageError(`--out ${out}: the name must end in ${comparisonSuffix}, by which VS Code knows it`);
  const path = resolve(out);
  const isFolder = await stat(dirname(path)).then(
    found => found.isDirectory(),
    () => false,
  );
  const problem = isFolder ? await comparisonFile.problem(path) : "it is not there";
  if (problem !== null) throw new ExpectedError(`${dirname(path)}: no folder that can be written to: ${problem}`);
  return path;
}

/** Where it can be written no more, the result of the trainings is kept elsewhere. */
async function write(path: string, comparison: MiniatureComparison, output: Output): Promise<void> {
  const problem = await comparisonFile.write(path, comparison);
  if (problem === null) {
    output.err(`loupe: written to ${path}\n`);
    return;
  }
  const other = join(tmpdir(), `${String(process.pid)}-${basename(path)}`);
  const lost = await comparisonFile.write(other, comparison);
  throw new ExpectedError(`${path}: ${problem}; ${lost ?? `written to ${other} instead`}`);
}

/** A comparison whose file could not be read again is not begun. */
function refuseTooLarge(strategies: number, steps: number): void {
  const excess = comparisonExcess(strategies, steps);
  if (excess?.code === "arms") throw new UsageError(`--strategies: a comparison takes ${excess.most} at most`);
  if (excess?.code === "steps")
    throw new UsageError(`--steps: of ${strategies} strategies a comparison takes ${excess.most} at most`);
}

async function run(options: SimulateCompareOptions, script: string, output: Output): Promise<void> {
  const { align } = options;
  const out = options.out === undefined ? undefined : await checkedOut(options.out);
  const seeds = Array.from({ length: options.seeds }, (_, at) => at + 1);
  const trained = optionsOf(options, seeds);
  const strategies = await strategiesFor(options, trained, output);
  refuseTooLarge(strategies.length, options.steps);
  const asked = { strategies, seeds, options: trained };
  const training = { script, threads: options.threads, onProgress: progressOf(output) };
  const comparison = await compared(asked, training, output);
  if (out !== undefined) await write(out, comparison, output);
  if (options.json === true) output.out(`${JSON.stringify(comparison)}\n`);
  else for (const line of miniatureComparisonText(comparison, align)) output.out(`${line}\n`);
}

/**
 * `loupe simulate compare`: the experiment of the paper's Figure 7. `script`: the bundle of `miniatureWorker.ts`.
 */
export function simulateCompareCommand(script: string, output: Output): Command {
  return new Command("compare")
    .description("train strategies in miniature under the same seeds, and say what the differences support (simulated)")
    .option("--strategies <ids>", "strategies, with options as ID@key=value;key=value", comparedAtFirst.join(","))
    .option("--strategy-file <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
    .option("--seeds <n>", "seeds 1 to n: five make a screen, twenty a statement", wholeNumber(1, 1000), 5)
    .option("--steps <n>", "training steps; orderings were examined with 200", wholeNumber(1, 100_000), 200)
    .option("--set <name=value>", "an assumption in place of its default, e.g. firstCall=0.02; may be repeated", gather)
    .addOption(
      new Option("--align <start>", "what the table's windows are counted from")
        .choices([...comparisonAligns])
        .default("step"),
    )
    .option("--threads <n>", "threads that train, in place of one a core", wholeNumber(1, 1024))
    .option("--out <file>", `write the comparison to a file that VS Code opens (*${comparisonSuffix})`)
    .option("--json", "print JSON")
    .action((options: SimulateCompareOptions) => run(options, script, output));
}
