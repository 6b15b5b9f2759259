import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import { splitNames, type SplitName } from "../../core/benchmark/pageRecord.js";
import { evaluationInputs, toolStyles } from "../../core/evaluation/evaluationRun.js";
import { boxConventions, modelFamilyIds } from "../../core/evaluation/modelFamily.js";
import { builtInStrategies } from "../../core/reward/builtInStrategies.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { SettingDifference } from "../../core/evaluation/settingDifferences.js";
import type { EvaluationEndpoint, EvaluationOptions, EvaluationProgress } from "../evaluation/evaluationOptions.js";
import type { EvaluationResult } from "../evaluation/evaluationResult.js";
import { runEvaluation } from "../evaluation/runEvaluation.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import { endpointOf, promptsOf } from "./endpointArguments.js";
import { keyOfEnvironment, numberOrNone, readPrices } from "./benchWriteSettings.js";
import { failureSentence } from "./benchWriteText.js";
import { EndWith } from "./endWith.js";
import type { EvalRunOutput } from "./evalRunOutput.js";
import { type EvalRunOptions, evalSettingsOf, shardOf, tasksOf, wholeOrNone } from "./evalRunSettings.js";
import { evalRunText, evalRunWarnings, findingSentence } from "./evalRunText.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { readStrategyFile } from "./readStrategyFile.js";
import { strategiesOf } from "./strategiesOf.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";
import { withInterrupt } from "./withInterrupt.js";

type Done = Extract<EvaluationResult, { readonly kind: "planned" | "evaluated" }>;

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function showLine(text: string): void {
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

function failed(result: Exclude<EvaluationResult, Done>, dataset: string, out: string, output: Output): ExpectedError {
  const tell = (line: string): void => output.err(`${printable(`loupe: ${line}`)}\n`);
  switch (result.kind) {
    case "differs":
      for (const difference of result.differences) tell(differenceLine(difference));
      return new ExpectedError(`${out} has answers that were asked for in another way: choose another --out`);
    case "unfit":
      for (const finding of result.findings) tell(findingSentence(finding));
      return new ExpectedError("nothing was asked but a probe; --no-probe leaves it out");
    case "busy":
      return new ExpectedError(`${out}: another process evaluates into it (${result.pid})`);
    case "bad-prompt":
      return new ExpectedError(`--prompts: ${result.id} cannot be filled in: {${result.place ?? ""}}`);
    case "no-questions": {
      const left = Object.entries(result.leftOut).map(([code, count]) => `${code} ${count}`);
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

function outputOf(folder: string, result: Done, currency: string): EvalRunOutput {
  const plan = { ...result.plan, leftOut: { ...result.plan.leftOut } };
  if (result.kind === "planned") return { kind: "planned", folder, plan };
  const { states, failures, requests: sent, retries, kept, zooms, cost, ...tokens } = result.summary;
  const { promptTokens, completionTokens, uncounted } = tokens;
  return {
    ...{ kind: "evaluated", folder, plan, run: result.run, states: { ...states }, failures: { ...failures } },
    ...{ sent, retries, kept, zooms, promptTokens, completionTokens, uncounted },
    cost: cost === null ? null : { amount: cost, currency },
    findings: result.findings.map(finding => ({ ...finding, values: [...finding.values] })),
    ...{ stop: result.stop, damagedLines: result.damaged },
  };
}

/** What a run is made of, by its options; all that is read is read here. */
async function evaluationOptionsOf(
  dataset: string,
  options: EvalRunOptions,
  version: string,
  output: Output,
): Promise<Omit<EvaluationOptions, "signal">> {
  const key = keyOfEnvironment(options.keyEnv, process.env);
  const address = endpointOf(options, key !== null, output);
  const endpoint: EvaluationEndpoint = {
    ...{ endpoint: address, key: () => Promise.resolve(key), prices: await readPrices(options.prices) },
    ...{ isStreamed: options.stream, atOnce: { start: Math.min(4, options.atOnce), most: options.atOnce } },
    limits: { idleMs: options.idle * 1000, totalMs: options.timeout * 1000 },
    onWait: ({ ms, failure }) => showLine(`waiting ${Math.ceil(ms / 1000)} s: ${failureSentence(failure, address)}`),
    onSpent: () => Promise.resolve(options.keepTrying === true),
  };
  const { fresh = false, retryFailed = false, dryRun = false } = options;
  return {
    ...{ dataset: resolve(dataset), out: resolve(options.out), name: options.name ?? basename(resolve(options.out)) },
    ...{ settings: evalSettingsOf(options), prompts: (await promptsOf(options.prompts, output)).prompts, endpoint },
    ...{ isFresh: fresh, retriesFailed: retryFailed, probes: options.probe, isDryRun: dryRun },
    ...{ strategy: await strategyOf(options, output), toolVersion: version },
    ...{ now: () => Date.now(), onProgress: showProgress },
  };
}

function tellLast(failure: ChatFailure | null, stop: string | null, endpoint: string, output: Output): void {
  if (failure !== null && stop !== null) output.err(`${printable(`loupe: ${failureSentence(failure, endpoint)}`)}\n`);
}

async function run(dataset: string, options: EvalRunOptions, version: string, output: Output): Promise<void> {
  // Images are made on threads of the pool, of which there are four unless it is told before its first use.
  process.env["UV_THREADPOOL_SIZE"] ??= String(Math.max(4, availableParallelism()));
  const wishes = await evaluationOptionsOf(dataset, options, version, output);
  const result = await withInterrupt(signal => runEvaluation({ ...wishes, signal }));
  if (result.kind !== "planned" && result.kind !== "evaluated") throw failed(result, dataset, options.out, output);
  const value = outputOf(wishes.out, result, wishes.endpoint.prices?.currency ?? "");
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of evalRunText(value)) output.out(`${printable(line)}\n`);
  for (const line of evalRunWarnings(value)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (result.kind === "planned") return;
  tellLast(result.summary.lastFailure, result.stop, wishes.endpoint.endpoint, output);
  if (result.stop !== null) throw new EndWith(1);
}

function splitsOf(text: string): readonly SplitName[] {
  const names = text.split(",").map(name => name.trim());
  if (names.every(name => splitNames.some(split => split === name)))
    return splitNames.filter(split => names.includes(split));
  throw new UsageError(`--split must be some of ${splitNames.join(",")}`);
}

const help = `
Everything that is not given is as the model's family wants it, which its name tells (--family where it does not). What was
answered is not asked again: start an ended run again to go on. The key comes from the environment alone (--key-env).
OUT opens in VS Code and in \`loupe stats\`, \`show\`, \`rescore\` and \`compare\` like a run's folder.
--prices FILE: {"currency": "USD", "models": {NAME: {"prompt": 0.3, "completion": 2.5, "cached": 0.075}}}, for 1,000,000
tokens or "per" so many.
`;

function withQuestions(command: Command): Command {
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
    .option("--split <names>", "train,val,test or some of them", splitsOf, ["test"])
    .option("--tasks <kinds>", "task kinds between commas, in place of all", tasksOf)
    .option("--limit <n>", "so many questions, from the task kinds in turn", wholeNumber(1, 10_000_000), null)
    .option("--accepted-only", "only questions that a person accepted")
    .option("--shard <part>", "one part of several, as 0/4: every fourth page", shardOf)
    .option("--attempts <n>", "attempts at each question, each with a seed of its own", wholeNumber(1, 1000), 1)
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
    .option("--fresh", "also ask what was answered before")
    .option("--retry-failed", "ask again what failed before")
    .option("--json", "print JSON");
}

/** `loupe eval run DATASET`: asks a model a benchmark's questions, and keeps every attempt. */
export function evalRunCommand(version: string, output: Output): Command {
  const command = new Command("run")
    .description(
      "ask a model behind a chat endpoint a benchmark's questions: pages, panels, or pages with the zoom tool",
    )
    .argument("<dataset>", "the benchmark's folder, or an export of its records")
    .option("--endpoint <url>", "address of an endpoint that speaks as OpenAI's does, e.g. http://localhost:8000/v1")
    .requiredOption("--model <name>", "the model's name there")
    .requiredOption("--out <dir>", "where the answers are kept")
    .option("--name <name>", "what it is called in tables, in place of the folder's name");
  return withEndpoint(withSampling(withTool(withImages(withQuestions(command)))))
    .addHelpText("after", help)
    .action((dataset: string, options: EvalRunOptions) => run(dataset, options, version, output));
}
