import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type JudgeScale, judgeScales } from "../../core/evaluation/judge/judgeSet.js";
import { judgeSettings } from "../../core/evaluation/judge/judgeSettings.js";
import type { EvaluationEndpoint } from "../evaluation/evaluationOptions.js";
import type { JudgeOptions, JudgeProgress } from "../evaluation/judge/judgeOptions.js";
import type { JudgeResult } from "../evaluation/judge/judgeResult.js";
import { judgeRun } from "../evaluation/judge/judgeRun.js";
import { keyOfEnvironment, readPrices } from "./benchWriteSettings.js";
import { failureSentence } from "./benchWriteText.js";
import { EndWith } from "./endWith.js";
import { endpointOf } from "./endpointArguments.js";
import type { EvalJudgeOutput } from "./evalJudgeOutput.js";
import { evalJudgeText, evalJudgeWarnings } from "./evalJudgeText.js";
import { ExpectedError } from "./expectedError.js";
import { judgePromptOf } from "./judgePromptOf.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { wholeNumber } from "./wholeNumber.js";
import { withInterrupt } from "./withInterrupt.js";

interface EvalJudgeOptions {
  readonly endpoint?: string;
  readonly model: string;
  readonly prompt?: string;
  readonly scale: JudgeScale;
  readonly share: number;
  readonly again: number;
  readonly second?: string;
  readonly secondEndpoint?: string;
  readonly secondShare: number;
  readonly maxTokens?: number;
  readonly keyEnv: string;
  readonly secondKeyEnv?: string;
  readonly prices?: string;
  readonly atOnce: number;
  readonly stream: boolean;
  readonly idle: number;
  readonly timeout: number;
  readonly keepTrying?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

type Done = Extract<JudgeResult, { readonly kind: "planned" | "judged" }>;

function shareOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 1.");
}

function showProgress({ phase, done, total, failed }: JudgeProgress): void {
  if (!process.stderr.isTTY) return;
  const text = { look: "looking at the answers", canaries: "trying the judge", judge: "judged", again: "judged again" };
  const count = total === null ? "" : ` ${done}/${total}${failed === 0 ? "" : `, ${failed} without a verdict`}`;
  process.stderr.write(`\r${printable(text[phase] + count)}          \r`);
}

function failed(result: Exclude<JudgeResult, Done>, folder: string, address: string, output: Output): ExpectedError {
  switch (result.kind) {
    case "unfit":
      for (const { code, outcome, reply } of result.canaries)
        output.err(`${printable(`loupe: canary ${code}: ${outcome ?? "no verdict"}: ${reply}`)}\n`);
      return new ExpectedError("the judge failed what every judge must pass, and has judged nothing");
    case "unreachable":
      return new ExpectedError(failureSentence(result.failure, address));
    case "bad-prompt":
      return new ExpectedError(`the prompt cannot be filled in: {${result.place}}`);
    case "no-evaluation":
      return new ExpectedError(`${folder} has no evaluation.json: loupe eval run or eval import makes it`);
    case "no-open-questions":
      return new ExpectedError(`${folder} has no open questions: all others are decided by rule`);
    case "unreadable":
      return new ExpectedError(`${result.path}: ${result.reason}`);
    case "aborted":
      return new ExpectedError("stopped before anything was judged");
    default: {
      const never: never = result;
      return never;
    }
  }
}

async function endpointWith(options: EvalJudgeOptions, keyEnv: string, output: Output): Promise<EvaluationEndpoint> {
  const key = keyOfEnvironment(keyEnv, process.env);
  return {
    ...{ endpoint: endpointOf(options, key !== null, output), key: () => Promise.resolve(key) },
    ...{ prices: await readPrices(options.prices), isStreamed: options.stream },
    atOnce: { start: Math.min(4, options.atOnce), most: options.atOnce },
    limits: { idleMs: options.idle * 1000, totalMs: options.timeout * 1000 },
    onSpent: () => Promise.resolve(options.keepTrying === true),
  };
}

/** The judge, and the one beside it, where there is one. */
async function judgesOf(
  folder: string,
  options: EvalJudgeOptions,
  toolVersion: string,
  output: Output,
): Promise<readonly Omit<JudgeOptions, "signal">[]> {
  const { scale, share, again, second, secondEndpoint, secondShare, keyEnv, secondKeyEnv = keyEnv } = options;
  const template = await judgePromptOf(options.prompt, scale);
  const settings = (model: string) => ({
    ...judgeSettings(model, template, scale),
    ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
  });
  const all = {
    ...{ folder, isDryRun: options.dryRun === true, toolVersion, now: () => Date.now(), onProgress: showProgress },
  };
  const endpoint = await endpointWith(options, keyEnv, output);
  const main = { ...all, settings: settings(options.model), endpoint, share, isSecond: false, again };
  if (second === undefined) return [main];
  const elsewhere = secondEndpoint === undefined ? options : { ...options, endpoint: secondEndpoint };
  const other = await endpointWith(elsewhere, secondKeyEnv, output);
  const beside = { settings: settings(second), endpoint: other, share: secondShare, isSecond: true, again: 0 };
  return [main, { ...all, ...beside }];
}

function judgeOutput(model: string, result: Extract<JudgeResult, { kind: "judged" }>, currency: string) {
  const { requests: sent, retries, kept, promptTokens, completionTokens, uncounted, cost } = result.summary;
  const { judged, failed: without } = result.summary;
  return {
    ...{ model, plan: result.plan, judged, failed: without, sent, retries, kept, promptTokens, completionTokens },
    ...{ uncounted, cost: cost === null ? null : { amount: cost, currency }, stop: result.stop },
  };
}

/** One after the other; null: the last one ended early. */
async function judgeAll(
  folder: string,
  judges: readonly Omit<JudgeOptions, "signal">[],
  output: Output,
): Promise<EvalJudgeOutput> {
  const planned: Extract<EvalJudgeOutput, { kind: "planned" }>["judges"] = [];
  const done: Extract<EvalJudgeOutput, { kind: "judged" }>["judges"] = [];
  let last: Extract<JudgeResult, { kind: "judged" }> | null = null;
  for (const judge of judges) {
    const { settings, endpoint } = judge;
    const result = await withInterrupt(signal => judgeRun({ ...judge, signal }));
    if (result.kind === "planned") planned.push({ model: settings.model, plan: result.plan });
    else if (result.kind === "judged") {
      done.push(judgeOutput(settings.model, result, endpoint.prices?.currency ?? ""));
      last = result;
      const { lastFailure } = result.summary;
      if (result.stop !== null && lastFailure !== null)
        output.err(`${printable(`loupe: ${failureSentence(lastFailure, endpoint.endpoint)}`)}\n`);
      if (result.stop !== null) break;
    } else throw failed(result, folder, endpoint.endpoint, output);
  }
  if (last === null) return { kind: "planned", folder, judges: planned };
  return { kind: "judged", folder, judges: done, report: last.report, damagedLines: last.damaged };
}

async function run(dir: string, options: EvalJudgeOptions, version: string, output: Output): Promise<void> {
  const folder = resolve(dir);
  const value = await judgeAll(folder, await judgesOf(folder, options, version, output), output);
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of evalJudgeText(value)) output.out(`${printable(line)}\n`);
  for (const line of evalJudgeWarnings(value)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (value.kind === "judged" && value.judges.some(({ stop }) => stop !== null)) throw new EndWith(1);
}

function withEndpoint(command: Command): Command {
  return command
    .option("--key-env <name>", "variable of the environment that has the key", "LOUPE_ENDPOINT_KEY")
    .option("--second-key-env <name>", "the same for the second judge, in place of --key-env")
    .option("--prices <file>", "what tokens cost, as JSON")
    .option("--at-once <n>", "requests under way at most", wholeNumber(1, 256), 32)
    .option("--no-stream", "ask for each verdict in one piece")
    .option("--idle <seconds>", "give a request up that is silent for so long", wholeNumber(1, 86_400), 120)
    .option("--timeout <seconds>", "give a request up that takes longer", wholeNumber(1, 86_400), 900)
    .option("--keep-trying", "go on when many requests fail, without an end")
    .option("--dry-run", "count what would be asked, and send nothing")
    .option("--json", "print JSON");
}

/** `loupe eval judge DIR`: a model decides what no rule can. */
export function evalJudgeCommand(version: string, output: Output): Command {
  const command = new Command("judge")
    .description("let a model decide open answers that are not word for word their reference")
    .argument("<dir>", "the evaluation's folder")
    .option("--endpoint <url>", "address of an endpoint that speaks as OpenAI's does")
    .requiredOption("--model <name>", "the judge's name there")
    .option("--prompt <file>", "a prompt in place of the product's: a JSON file, or the words alone")
    .addOption(new Option("--scale <scale>", "right and wrong, or scores").choices([...judgeScales]).default("binary"))
    .option("--share <part>", "judge this share of the answers, from 0 to 1", shareOf, 1)
    .option("--again <part>", "judge this share twice, to see how steady the judge is", shareOf, 0.05)
    .option("--second <name>", "a second judge, for agreement: tables do not take its verdicts by themselves")
    .option("--second-endpoint <url>", "where it is, in place of --endpoint")
    .option("--second-share <part>", "it judges this share of the answers", shareOf, 0.1)
    .option("--max-tokens <n>", "tokens of a reply (300; of judges that reason 2000)", wholeNumber(1, 1_000_000));
  return withEndpoint(command).action((dir: string, options: EvalJudgeOptions) => run(dir, options, version, output));
}
