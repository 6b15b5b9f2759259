import { Command } from "commander";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import { type AskedBenchmark, askBenchmark } from "./askBenchmark.js";
import { failureSentence } from "./benchWriteText.js";
import { EndWith } from "./endWith.js";
import { askCheckpoint, type CheckpointCommand } from "./evalCheckpoint.js";
import { evalRunFlags } from "./evalRunFlags.js";
import type { EvalRunOutput } from "./evalRunOutput.js";
import type { EvalRunOptions } from "./evalRunSettings.js";
import { evalRunText, evalRunWarnings } from "./evalRunText.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { UsageError } from "./usageError.js";
import { wholeNumber } from "./wholeNumber.js";

function checkpointOf({ checkpoint, wishes }: AskedBenchmark): EvalRunOutput["checkpoint"] {
  if (checkpoint === undefined) return null;
  const findings = (wishes.checkpointFindings ?? []).map(({ code, values }) => ({ code, values: [...values] }));
  return { ...checkpoint, findings };
}

function outputOf(asked: AskedBenchmark): EvalRunOutput {
  const { result, wishes } = asked;
  const { out: folder, endpoint } = wishes;
  const checkpoint = checkpointOf(asked);
  const plan = { ...result.plan, leftOut: { ...result.plan.leftOut } };
  if (result.kind === "planned") return { kind: "planned", folder, plan, checkpoint };
  const { states, failures, requests: sent, retries, kept, zooms, cost, ...tokens } = result.summary;
  const { promptTokens, completionTokens, uncounted } = tokens;
  return {
    ...{ kind: "evaluated", folder, plan, checkpoint, run: result.run },
    ...{ states: { ...states }, failures: { ...failures } },
    ...{ sent, retries, kept, zooms, promptTokens, completionTokens, uncounted },
    cost: cost === null ? null : { amount: cost, currency: endpoint.prices?.currency ?? "" },
    findings: result.findings.map(finding => ({ ...finding, values: [...finding.values] })),
    ...{ stop: result.stop, damagedLines: result.damaged },
  };
}

function tellLast(failure: ChatFailure | null, stop: string | null, endpoint: string, output: Output): void {
  if (failure !== null && stop !== null) output.err(`${printable(`loupe: ${failureSentence(failure, endpoint)}`)}\n`);
}

/** Tells what was asked, or would be. */
function tell(asked: AskedBenchmark, options: EvalRunOptions, output: Output): void {
  const { result, wishes } = asked;
  const value = outputOf(asked);
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of evalRunText(value)) output.out(`${printable(line)}\n`);
  for (const line of evalRunWarnings(value)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (result.kind === "planned") return;
  tellLast(result.summary.lastFailure, result.stop, wishes.endpoint.endpoint, output);
  if (result.stop !== null) throw new EndWith(1);
}

interface CheckpointFlags {
  readonly checkpoint?: string;
  readonly host?: string;
  readonly wait: number;
  readonly lease: number;
  readonly shards: number;
  readonly serveAs?: string;
  readonly keepMerged?: boolean;
}

type GivenOptions = Omit<EvalRunOptions, "model"> & { readonly model?: string } & CheckpointFlags;

/** Asks an endpoint, or a checkpoint that is served for it. */
async function run(
  dataset: string,
  given: GivenOptions,
  about: Omit<CheckpointCommand, "dataset" | "options" | "wish">,
) {
  const { checkpoint, host, wait, lease, shards, serveAs, keepMerged = false, model, ...more } = given;
  const { version, output } = about;
  const options: EvalRunOptions = { ...more, model: model ?? "" };
  if (checkpoint === undefined) {
    if (model === undefined) throw new UsageError("--model is missing: the model's name at the endpoint");
    tell(await askBenchmark(dataset, options, version, output), options, output);
    return;
  }
  if (options.endpoint !== undefined) throw new UsageError("--checkpoint is served for it: leave --endpoint out");
  const wish = { checkpoint, host, model, wait, lease, shards, serveAs, keepMerged };
  tell(await askCheckpoint({ ...about, dataset, options, wish }), options, output);
}

const help = `
Everything that is not given is as the model's family wants it, which its name tells (--family where it does not). What was
answered is not asked again: start an ended run again to go on. The key comes from the environment alone (--key-env).
OUT opens in VS Code and in \`loupe stats\`, \`show\`, \`rescore\` and \`compare\` like a run's folder.
--prices FILE: {"currency": "USD", "models": {NAME: {"prompt": 0.3, "completion": 2.5, "cached": 0.075}}}, for 1,000,000
tokens or "per" so many.
--checkpoint RUN@STEP (RUN@STAGE/STEP, RUN@last): RUN is an id or name that \`loupe jobs\` shows, or a folder. It is asked as it
was trained, what differs is said, and LOUPE_RUN_ROOT, LOUPE_SSH and LOUPE_SSH_CONFIG hold as they do for \`loupe jobs\`.
`;

const withCheckpoint = (command: Command): Command =>
  command
    .option(
      "--checkpoint <run@step>",
      "in place of an endpoint: merge and serve this checkpoint where it is, and stop it",
    )
    .option("--host <name>", "where the run is, if it was not launched from here; RUN may be its folder there")
    .option(
      "--wait <seconds>",
      "give a server up that does not answer by then, its time in a queue not counted",
      wholeNumber(1, 86_400),
      1800,
    )
    .option("--shards <n>", "so many servers share the questions, each a job of its own", wholeNumber(1, 64), 1)
    .option("--serve-as <file>", "serve it by the launcher, environment and GPUs of this run configuration")
    .option("--keep-merged", "keep weights that had to be merged on the host, for the next time")
    .option(
      "--lease <seconds>",
      "the server ends by itself when this command is gone for so long",
      wholeNumber(10, 86_400),
      600,
    );

/**
 * `loupe eval run DATASET`: asks a model a benchmark's questions, and keeps every attempt. `trainerFolder`: absolute, the
 * files that travel to hosts.
 */
export function evalRunCommand(version: string, trainerFolder: string, output: Output): Command {
  const command = new Command("run")
    .description(
      "ask a model behind a chat endpoint a benchmark's questions: pages, panels, or pages with the zoom tool",
    )
    .argument("<dataset>", "the benchmark's folder, or an export of its records")
    .option("--endpoint <url>", "address of an endpoint that speaks as OpenAI's does, e.g. http://localhost:8000/v1")
    .option("--model <name>", "the model's name there; of a checkpoint, what it is called")
    .requiredOption("--out <dir>", "where the answers are kept")
    .option("--name <name>", "what it is called in tables, in place of the folder's name");
  return evalRunFlags(withCheckpoint(command), { split: ["test"], attempts: 1 })
    .addHelpText("after", help)
    .action((dataset: string, options: GivenOptions) => {
      const isGiven = (name: string): boolean => command.getOptionValueSource(name) === "cli";
      return run(dataset, options, { isGiven, version, trainerFolder, output });
    });
}
