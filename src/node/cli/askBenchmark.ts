import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import type { HostCheckpoint } from "../../core/evaluation/checkpoint/hostCheckpoint.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { RunFinding } from "../../core/evaluation/runFinding.js";
import type { SettingDifference } from "../../core/evaluation/settingDifferences.js";
import type { EvaluationEndpoint, EvaluationOptions, EvaluationProgress } from "../evaluation/evaluationOptions.js";
import type { EvaluationResult } from "../evaluation/evaluationResult.js";
import { runEvaluation } from "../evaluation/runEvaluation.js";
import { endpointOf, promptsOf } from "./endpointArguments.js";
import { keyOfEnvironment, readPrices } from "./benchWriteSettings.js";
import { failureSentence } from "./benchWriteText.js";
import type { EvalUnfitOutput } from "./evalUnfitOutput.js";
import { type EvalRunOptions, evalSettingsOf } from "./evalRunSettings.js";
import { findingSentence } from "./evalRunText.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { readStrategyFile } from "./readStrategyFile.js";
import { strategiesOf } from "./strategiesOf.js";
import { UsageError } from "./usageError.js";
import { withInterrupt } from "./withInterrupt.js";

type Done = Extract<EvaluationResult, { readonly kind: "planned" | "evaluated" }>;

/** Answers, and how they were asked for. */
export interface AskedBenchmark {
  readonly result: Done;
  readonly wishes: Omit<EvaluationOptions, "signal">;
  /** What was served for it; left out: an endpoint was asked. */
  readonly checkpoint?: Pick<HostCheckpoint, "form" | "path" | "stage" | "step"> & { readonly host: string };
}

/** Where questions are sent, and what opens it. */
export interface GivenAddress {
  readonly address: string;
  readonly key: string | null;
}

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
export function showLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${printable(text)}          \r`);
}

function showProgress({ phase, done, total, failed, promptTokens, completionTokens }: EvaluationProgress): void {
  if (phase === "look") showLine("looking at the questions");
  else if (phase === "probe") showLine("probing the endpoint");
  else
    showLine(
      `answered ${done}/${total ?? ""}${failed === 0 ? "" : `, ${failed} failed`}; ` +
        `${promptTokens + completionTokens} tokens`,
    );
}

async function strategyOf({ strategy, strategies }: EvalRunOptions, output: Output): Promise<Strategy | null> {
  if (strategy === undefined) return null;
  const own = strategies === undefined ? [] : await readStrategyFile(strategies, output);
  const [first, ...more] = strategiesOf(strategy, [...own, ...builtInStrategies]);
  if (first === undefined || more.length > 0)
    throw new UsageError("--strategy takes one, by which rollouts are scored");
  return first.strategy;
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function differenceLine({ key, before, now }: SettingDifference): string {
  if (key.endsWith("sha256")) return `${key}: another`;
  return `${key}: ${shown(before)} then, ${shown(now)} now`;
}

const unfitOutput = (findings: readonly RunFinding[], folder: string): EvalUnfitOutput => ({
  ...{ kind: "unfit", folder },
  findings: findings.map(({ code, level, values }) => ({ code, level, values: [...values] })),
});

/** An address alone says nothing of the model behind it: whoever started it there knows. */
function differsError(differences: readonly SettingDifference[], out: string): ExpectedError {
  if (differences.every(({ key }) => key === "model.endpoint_host"))
    return new ExpectedError(
      `${out} has answers from another address: --moved goes on with it where the same model is served at this one, ` +
        "else choose another --out",
    );
  return new ExpectedError(`${out} has answers that were asked for in another way: choose another --out`);
}

/** Why nothing was asked, in a sentence; what belongs to it is said before, and printed where JSON is wanted. */
export function evaluationError(
  result: Exclude<EvaluationResult, Done>,
  dataset: string,
  { out, json = false }: Pick<EvalRunOptions, "out" | "json">,
  output: Output,
): ExpectedError {
  const tell = (line: string): void => output.err(`${printable(`loupe: ${line}`)}\n`);
  switch (result.kind) {
    case "differs":
      for (const difference of result.differences) tell(differenceLine(difference));
      return differsError(result.differences, out);
    case "unfit":
      if (json) output.out(`${JSON.stringify(unfitOutput(result.findings, resolve(out)))}\n`);
      for (const finding of result.findings) tell(findingSentence(finding));
      return new ExpectedError("nothing was asked but a probe; --no-probe leaves it out");
    case "busy":
      return new ExpectedError(`${out}: another process evaluates into it (${result.pid})`);
    case "bad-prompt":
      return new ExpectedError(`--prompts: ${result.id} cannot be filled in: {${result.place ?? ""}}`);
    case "no-questions": {
      const left = Object.entries(result.leftOut).map(([code, count]) => `${code} ${count}`);
      if ((result.leftOut["no-prompt"] ?? 0) > 0)
        tell("no-prompt: no prompt asks questions of these kinds with this --input and --use; --prompts may bring one");
      return new ExpectedError(`${dataset} has no question to ask${left.length === 0 ? "" : `: ${left.join(", ")}`}`);
    }
    case "not-built":
      return new ExpectedError(`${dataset} has no questions.jsonl: loupe bench build makes it`);
    case "foreign":
      return new ExpectedError(`${result.path}: the folder has something else in it: choose another --out`);
    case "unreadable":
      return new ExpectedError(`${result.path}: ${result.reason}`);
    case "aborted":
      return new ExpectedError("stopped before anything was asked");
    default: {
      const never: never = result;
      return never;
    }
  }
}

/** The endpoint by its options, with the key of the environment. Throws a UsageError where it is none. */
function givenAddress(options: EvalRunOptions, output: Output): GivenAddress {
  const key = keyOfEnvironment(options.keyEnv, process.env);
  return { address: endpointOf(options, key !== null, output), key };
}

/** What a run is made of, by its options; all that is read is read here. `given`: where the options name no endpoint. */
export async function evaluationOptionsOf(
  dataset: string,
  options: EvalRunOptions,
  version: string,
  output: Output,
  given: GivenAddress | null = null,
): Promise<Omit<EvaluationOptions, "signal">> {
  const { address, key } = given ?? givenAddress(options, output);
  const endpoint: EvaluationEndpoint = {
    ...{ endpoint: address, key: () => Promise.resolve(key), prices: await readPrices(options.prices) },
    ...{ isStreamed: options.stream, atOnce: { start: Math.min(4, options.atOnce), most: options.atOnce } },
    limits: { idleMs: options.idle * 1000, totalMs: options.timeout * 1000 },
    onWait: ({ ms, failure }) => showLine(`waiting ${Math.ceil(ms / 1000)} s: ${failureSentence(failure, address)}`),
    onSpent: () => Promise.resolve(options.keepTrying === true),
  };
  const { fresh = false, retryFailed = false, dryRun = false, moved = false } = options;
  return {
    ...{ dataset: resolve(dataset), out: resolve(options.out), name: options.name ?? basename(resolve(options.out)) },
    ...{ settings: evalSettingsOf(options), prompts: (await promptsOf(options.prompts, output)).prompts, endpoint },
    ...{ isMoved: moved, isFresh: fresh, retriesFailed: retryFailed, probes: options.probe, isDryRun: dryRun },
    ...{ strategy: await strategyOf(options, output), toolVersion: version },
    ...{ now: () => Date.now(), onProgress: showProgress },
  };
}

/** Asks a model a benchmark's questions by the options of a command. Throws an ExpectedError where it cannot. */
export async function askBenchmark(
  dataset: string,
  options: EvalRunOptions,
  version: string,
  output: Output,
): Promise<AskedBenchmark> {
  // Images are made on threads of the pool, of which there are four unless it is told before its first use.
  process.env["UV_THREADPOOL_SIZE"] ??= String(Math.max(4, availableParallelism()));
  const wishes = await evaluationOptionsOf(dataset, options, version, output);
  const result = await withInterrupt(signal => runEvaluation({ ...wishes, signal }));
  if (result.kind !== "planned" && result.kind !== "evaluated") throw evaluationError(result, dataset, options, output);
  return { result, wishes };
}
