import { resolve } from "node:path";
import { Command, Option } from "commander";
import { promptSha } from "../../core/benchmark/prompts/promptSha.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import { writtenKinds } from "../../core/benchmark/written/writtenKinds.js";
import type { PromptsRead } from "../benchmark/readPrompts.js";
import { writerClient, type WriterEndpoint } from "../benchmark/write/writerClient.js";
import { writerPrompts, type WriterPrompts } from "../benchmark/write/writerSettings.js";
import { writeTexts, type WriteOptions, type WriteProgress, type WriteResult } from "../benchmark/write/writeTexts.js";
import type { PriceTable } from "../endpoint/priceTable.js";
import type { BenchWriteOutput } from "./benchWriteOutput.js";
import {
  type BenchWriteOptions,
  keyOfEnvironment,
  numberOrNone,
  readPrices,
  writerSettingsOf,
  writtenKindsOf,
} from "./benchWriteSettings.js";
import { benchWriteText, benchWriteWarnings, failureSentence } from "./benchWriteText.js";
import { endpointOf, promptsOf } from "./endpointArguments.js";
import { EndWith } from "./endWith.js";
import { ExpectedError } from "./expectedError.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { wholeNumber } from "./wholeNumber.js";
import { withInterrupt } from "./withInterrupt.js";

type Prompts = Extract<PromptsRead, { kind: "prompts" }>;
type Done = Extract<WriteResult, { kind: "planned" | "written" }>;

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function showLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${printable(text)}          \r`);
}

const showProgress = ({ phase, done, total }: WriteProgress): void =>
  showLine(phase === "look" ? "looking at the pages" : `written ${done}${total === null ? "" : `/${total}`}`);

function headOf(folder: string, result: Done, model: string, prompts: Prompts, used: WriterPrompts) {
  const { plan } = result;
  const named = ({ id, version, ...rest }: PromptTemplate) => ({
    id,
    version,
    sha: promptSha({ id, version, ...rest }),
  });
  return {
    ...{ folder, model, replaced: [...prompts.replaced], added: [...prompts.added] },
    prompts: { captions: named(used.captions), pairs: named(used.pairs), texts: named(used.texts) },
    planned: plan.counts,
    ...{ requests: plan.requests, images: plan.requests, unreadable: [...plan.unreadable] },
    damagedLines: result.damaged.length,
  };
}

function outputOf(head: ReturnType<typeof headOf>, result: Done, prices: PriceTable | null): BenchWriteOutput {
  if (result.kind === "planned") return { kind: "planned", ...head };
  const { counts, damage, failures, requests: sent, retries, kept, cost, ...tokens } = result.summary;
  const { promptTokens, completionTokens, uncounted } = tokens;
  return {
    ...{ kind: "written", ...head, counts, damage: { ...damage }, failures: { ...failures }, sent, retries, kept },
    ...{ promptTokens, completionTokens, uncounted },
    cost: cost === null || prices === null ? null : { amount: cost, currency: prices.currency },
    stop: result.stop,
    failedPages: result.failedPages.map(({ page, failure }) => ({
      ...{ page, code: failure.code, detail: failure.detail },
    })),
  };
}

function tell(value: BenchWriteOutput, result: Done, endpoint: string, isJson: boolean, output: Output): void {
  if (isJson) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of benchWriteText(value)) output.out(`${printable(line)}\n`);
  const last = result.kind === "written" ? result.summary.lastFailure : null;
  for (const line of benchWriteWarnings(value, last, endpoint)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (value.kind === "written" && value.stop !== null && value.stop !== "limit") throw new EndWith(1);
}

function failed(result: Exclude<WriteResult, Done>, folder: string): ExpectedError {
  switch (result.kind) {
    case "no-pages":
      return new ExpectedError(`${folder} has no pages.jsonl: loupe bench import makes it`);
    case "unreadable":
      return new ExpectedError(`${result.path} cannot be read: ${result.reason}`);
    case "bad-prompt":
      return new ExpectedError(`--prompts: ${result.id} cannot be filled in: {${result.place ?? ""}}`);
    case "aborted":
      return new ExpectedError("stopped before anything was asked");
    default: {
      const never: never = result;
      return never;
    }
  }
}

/** How the run asks, and what it shows meanwhile. */
function wishesOf(
  folder: string,
  options: BenchWriteOptions,
  { prompts }: Prompts,
  endpoint: Pick<WriterEndpoint, "endpoint" | "key" | "prices">,
): Omit<WriteOptions, "signal"> {
  const { what, limit, fresh = false, dryRun = false, atOnce, stream, idle, timeout } = options;
  const client = writerClient(folder, {
    ...{ ...endpoint, isStreamed: stream, atOnce: { start: Math.min(4, atOnce), most: atOnce } },
    limits: { idleMs: idle * 1000, totalMs: timeout * 1000 },
    onWait: ({ ms, failure }) =>
      showLine(`waiting ${Math.ceil(ms / 1000)} s: ${failureSentence(failure, endpoint.endpoint)}`),
    onSpent: () => Promise.resolve(options.keepTrying === true),
  });
  return {
    ...{ what, settings: writerSettingsOf(options), prompts, client, limit, isFresh: fresh, isDryRun: dryRun },
    ...{ now: () => Date.now(), onProgress: showProgress },
  };
}

async function run(dir: string, options: BenchWriteOptions, output: Output): Promise<void> {
  const folder = resolve(dir);
  const key = keyOfEnvironment(options.keyEnv, process.env);
  const endpoint = endpointOf(options, key !== null, output);
  const prompts = await promptsOf(options.prompts, output);
  const used = writerPrompts(prompts.prompts);
  if (used.kind !== "prompts") throw failed(used, folder);
  const prices = await readPrices(options.prices);
  const wishes = wishesOf(folder, options, prompts, { endpoint, prices, key: () => Promise.resolve(key) });
  const result = await withInterrupt(signal => writeTexts(folder, { ...wishes, signal }));
  if (result.kind !== "planned" && result.kind !== "written") throw failed(result, folder);
  const head = headOf(folder, result, options.model, prompts, used.prompts);
  tell(outputOf(head, result, prices), result, endpoint, options.json === true, output);
}

const help = `
The key comes from the environment alone (--key-env). Requests go the way that Node's fetch goes: proxies of the
environment are not used unless Node is told to (NODE_USE_ENV_PROXY=1, from Node 24). What was written by the same model,
prompt and settings is not asked again; every request and answer stands in requests.jsonl, with images as their SHA-256.
--prices FILE: {"currency": "USD", "models": {NAME: {"prompt": 0.3, "completion": 2.5, "cached": 0.075}}}, for 1,000,000
tokens or "per" so many.
`;

/** `loupe bench write DIR`: has a model write captions, questions and texts of balloons. */
export function benchWriteCommand(output: Output): Command {
  return withSampling(
    new Command("write")
      .description("have a model behind a chat endpoint write captions, questions about panels, and texts of balloons")
      .argument("<dir>", "the benchmark's folder")
      .option("--endpoint <url>", "address of an endpoint that speaks as OpenAI's does, e.g. http://localhost:8000/v1")
      .requiredOption("--model <name>", "the model's name there")
      .option("--what <kinds>", "what is to be written", writtenKindsOf, writtenKinds)
      .option("--key-env <name>", "variable of the environment that has the key", "LOUPE_ENDPOINT_KEY")
      .option("--limit <n>", "ask for so many at most", wholeNumber(1, 1_000_000), null)
      .option("--dry-run", "count requests and images, and send nothing")
      .option("--fresh", "also ask what was written before")
      .option("--prompts <dir>", "prompts in place of the product's: a JSON file each")
      .option("--prices <file>", "what tokens cost, as JSON")
      .option("--at-once <n>", "requests under way at most", wholeNumber(1, 256), 32)
      .option("--no-stream", "ask for each answer in one piece")
      .option("--idle <seconds>", "give a request up that is silent for so long", wholeNumber(1, 86_400), 120)
      .option("--timeout <seconds>", "give a request up that takes longer", wholeNumber(1, 86_400), 900)
      .option("--keep-trying", "go on when many requests fail, without an end")
      .option("--json", "print JSON"),
  )
    .addHelpText("after", help)
    .action((dir: string, options: BenchWriteOptions) => run(dir, options, output));
}

function withSampling(command: Command): Command {
  return command
    .option("--questions <n>", "questions about each panel", wholeNumber(1, 20), 3)
    .option("--side <pixels>", "longer side of an image that is sent, at most", wholeNumber(64, 8192), 1024)
    .addOption(
      new Option("--detail <level>", "how large the server may look at an image")
        .choices(["auto", "low", "high", "none"])
        .default("high"),
    )
    .option("--temperature <t>", "number, or none: it is not sent", numberOrNone(0, 2), 0)
    .option("--top-p <p>", "number, or none", numberOrNone(0, 1), 1)
    .option("--seed <n>", "number, or none", numberOrNone(0, 2 ** 31 - 1), 0)
    .option(
      "--max-tokens <n>",
      "tokens of an answer, those of its reasoning among them",
      wholeNumber(1, 1_000_000),
      4096,
    )
    .addOption(
      new Option("--max-tokens-name <name>", "what the server calls that limit")
        .choices(["max_tokens", "max_completion_tokens"])
        .default("max_tokens"),
    )
    .option("--reasoning-effort <level>", "sent as it is, to models that know it")
    .option("--extra <json>", "further keys of each request, as a JSON object");
}
