import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { MiniatureFigures } from "../../core/simulate/miniature/miniature.js";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import { livePaces } from "../simulate/miniaturePace.js";
import { runMiniature, type MiniatureRunOptions, type MiniatureRunResult } from "../simulate/runMiniature.js";
import { divergedAdvice } from "./divergedAdvice.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import { gather } from "./gather.js";
import { miniatureOptionsOf, noRateText, refuseForMiniature } from "./miniatureOptionsOf.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { readStrategiesAndCode } from "./readStrategyFile.js";
import { figureText } from "./rewardTable.js";
import type { SimulateLine } from "./simulateOutput.js";
import { strategiesOf } from "./strategiesOf.js";
import { UsageError } from "./usageError.js";

interface SimulateOptions {
  readonly out?: string;
  readonly strategy?: string;
  readonly strategies?: string;
  readonly seed?: string;
  readonly steps?: string;
  readonly pace: "live" | "fast";
  readonly liveFrom: number;
  readonly set?: readonly string[];
  readonly json?: boolean;
}

/** Steps between two lines of progress where nobody watches a terminal. */
const toldEvery = 10;

function stepNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a step, from 1.");
}

async function strategyOf(
  { strategy, strategies }: SimulateOptions,
  options: MiniatureOptions,
  output: Output,
): Promise<Strategy | null> {
  if (strategy === undefined) return null;
  const own = strategies === undefined ? [] : await readStrategiesAndCode(strategies, output);
  const [first, ...more] = strategiesOf(strategy, [...own, ...builtInStrategies]);
  if (first === undefined || more.length > 0)
    throw new UsageError("a run has one strategy; loupe simulate compare takes several");
  refuseForMiniature(first.spec, first.strategy, options);
  return first.strategy;
}

function failureOf(result: Exclude<MiniatureRunResult, { kind: "written" }>): ExpectedError {
  switch (result.kind) {
    case "occupied":
      return new ExpectedError(`${result.path} holds something else; name another folder`);
    case "no-glyphs":
      return new ExpectedError(`${result.path} is missing or damaged; build again`);
    case "busy":
      return new ExpectedError(`process ${result.pid} writes the run in ${result.path} already; stop that one first`);
    case "unreadable":
      return new ExpectedError(`the run in ${result.path} cannot be read by this version; name another folder`);
    case "no-rate":
      return new ExpectedError(`the run's strategy cannot train it: ${noRateText}`);
    case "diverged":
      return new ExpectedError(
        `the training in ${result.path} has diverged at step ${result.step}, which was not written; name another folder, and ${divergedAdvice}`,
      );
    case "fewer-steps":
      return new ExpectedError(`${result.path} has ${result.step} steps already; --steps takes that many or more`);
    case "differs": {
      const texts = result.differences.map(({ name, written, asked }) => `${name} is ${written} there, not ${asked}`);
      return new ExpectedError(
        `the run in ${result.path} is another: ${texts.join("; ")}; leave that out to go on with it, or name another folder`,
      );
    }
  }
}

/** Exit code where the run in the folder is another, or one that cannot be gone on with. */
const anotherRun = 5;

function refuse(result: Exclude<MiniatureRunResult, { kind: "written" }>, output: Output): never {
  const failure = failureOf(result);
  if (result.kind !== "differs" && result.kind !== "unreadable") throw failure;
  output.err(`loupe: ${printable(failure.message).replace(/\s+/g, " ")}\n`);
  throw new EndWith(anotherRun);
}

const figure = (value: number | null): string => (value === null ? "–" : figureText(value, 2));

function progressText(step: number, steps: number, figures: MiniatureFigures): string {
  const { reward, found, iou, calls } = figures;
  return `simulated step ${step}/${steps}: reward ${figure(reward)}, found ${figure(found)}, IoU ${figure(iou)}, calls ${figure(calls)}`;
}

const write = (output: Output, line: SimulateLine) => output.out(`${JSON.stringify(line)}\n`);

/** Tells of a run's course: as lines of JSON, or to people on the standard error. */
function teller(run: string, output: Output, isJson: boolean): Pick<MiniatureRunOptions, "onStart" | "onStep"> {
  let steps = 0;
  return {
    onStart: (from, last) => {
      steps = last;
      if (isJson) write(output, { kind: "start", simulated: true, run, from, steps });
      else if (from > 0) output.err(`goes on from the checkpoint of step ${from}\n`);
    },
    onStep: (step, figures) => {
      const { reward, found, iou, accuracy, format, calls } = figures;
      if (isJson) {
        write(output, { kind: "step", step, reward, found, iou, accuracy, format, calls });
        return;
      }
      const text = progressText(step, steps, figures);
      if (process.stderr.isTTY) output.err(`\r${text}\u001b[K`);
      else if (step % toldEvery === 0 || step === steps) output.err(`${text}\n`);
    },
  };
}

function tellEnd(
  { run, step, steps }: MiniatureRunResult & { kind: "written" },
  output: Output,
  isJson: boolean,
): void {
  const complete = step >= steps;
  if (isJson) {
    write(output, { kind: "end", step, complete });
    return;
  }
  if (process.stderr.isTTY) output.err("\n");
  const end = complete ? `${step} steps` : `stopped after step ${step} of ${steps}; the same command goes on`;
  output.out(`${printable(run)} (simulated): ${end}\n`);
}

/** What a disk says is for people to mend; anything else is a fault of ours. */
function diskError(error: unknown): unknown {
  const isOfDisk = error instanceof Error && "syscall" in error;
  return isOfDisk ? new ExpectedError(`the run cannot be written: ${error.message}`) : error;
}

async function run(options: SimulateOptions, glyphsFile: string, output: Output): Promise<void> {
  const { out, seed, steps, set = [], pace, liveFrom, json = false } = options;
  if (out === undefined) throw new UsageError("simulate needs --out DIR");
  const named = { ...(seed === undefined ? {} : { seed }), ...(steps === undefined ? {} : { steps }) };
  const { given, options: trained } = miniatureOptionsOf(set, named);
  const strategy = await strategyOf(options, trained, output);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  const folder = resolve(out);
  try {
    const result = await runMiniature({
      ...{ out: folder, options: given, strategy, glyphsFile, signal: stop.signal },
      pace: pace === "fast" ? { kind: "fast" } : { kind: "live", liveFrom, secondsPerStep: livePaces.trainer },
      ...teller(folder, output, json),
    });
    if (result.kind !== "written") refuse(result, output);
    tellEnd(result, output, json);
  } catch (error) {
    throw diskError(error);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

const help = `
Everything that it writes is simulated: no language model is run. A folder that holds a run of an earlier call goes on
from its last checkpoint, with the options and the strategy that it has; --steps can be raised. Ctrl-C finishes the step
that is being written and leaves a checkpoint of it.
`;

/** `loupe simulate`: trains a miniature and writes it as a run. `glyphsFile`: the build's `glyphs.json`. */
export function simulateCommand(glyphsFile: string, output: Output): Command {
  return (
    new Command("simulate")
      .description("train a small simulated policy by GRPO on drawn pages and write it as a trainer writes a run")
      // What stands behind the name of a subcommand is for it.
      .enablePositionalOptions()
      .option("--out <dir>", "the run's folder; a run that is there goes on")
      .option("--strategy <id>", "what pays, with options as ID@key=value;key=value (default: two-phase)")
      .option("--strategies <file>", "further strategies: a loupe.json, or a list of strategies as JSON")
      .option("--seed <n>", "the same seed gives the same bytes (default: 1)")
      .option("--steps <n>", "training steps (default: 200)")
      .addOption(
        new Option("--pace <pace>", "fast: as fast as it can be written; live: a step takes a second or two")
          .choices(["fast", "live"])
          .default("fast"),
      )
      .option("--live-from <step>", "with --pace live: the steps before this one are fast", stepNumber, 1)
      .option(
        "--set <name=value>",
        "an assumption in place of its default, e.g. firstCall=0.02; may be repeated",
        gather,
      )
      .option("--json", "print JSON lines")
      .addHelpText("after", help)
      .action((options: SimulateOptions) => run(options, glyphsFile, output))
  );
}
