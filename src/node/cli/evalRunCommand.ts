import { Command } from "commander";
import type { ChatFailure } from "../endpoint/chatFailure.js";
import { type AskedBenchmark, askBenchmark } from "./askBenchmark.js";
import { failureSentence } from "./benchWriteText.js";
import { EndWith } from "./endWith.js";
import { evalRunFlags } from "./evalRunFlags.js";
import type { EvalRunOutput } from "./evalRunOutput.js";
import type { EvalRunOptions } from "./evalRunSettings.js";
import { evalRunText, evalRunWarnings } from "./evalRunText.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";

type Done = AskedBenchmark["result"];

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

function tellLast(failure: ChatFailure | null, stop: string | null, endpoint: string, output: Output): void {
  if (failure !== null && stop !== null) output.err(`${printable(`loupe: ${failureSentence(failure, endpoint)}`)}\n`);
}

async function run(dataset: string, options: EvalRunOptions, version: string, output: Output): Promise<void> {
  const { result, wishes } = await askBenchmark(dataset, options, version, output);
  const value = outputOf(wishes.out, result, wishes.endpoint.prices?.currency ?? "");
  if (options.json === true) output.out(`${JSON.stringify(value)}\n`);
  else for (const line of evalRunText(value)) output.out(`${printable(line)}\n`);
  for (const line of evalRunWarnings(value)) output.err(`${printable(`loupe: ${line}`)}\n`);
  if (result.kind === "planned") return;
  tellLast(result.summary.lastFailure, result.stop, wishes.endpoint.endpoint, output);
  if (result.stop !== null) throw new EndWith(1);
}

const help = `
Everything that is not given is as the model's family wants it, which its name tells (--family where it does not). What was
answered is not asked again: start an ended run again to go on. The key comes from the environment alone (--key-env).
OUT opens in VS Code and in \`loupe stats\`, \`show\`, \`rescore\` and \`compare\` like a run's folder.
--prices FILE: {"currency": "USD", "models": {NAME: {"prompt": 0.3, "completion": 2.5, "cached": 0.075}}}, for 1,000,000
tokens or "per" so many.
`;

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
  return evalRunFlags(command, { split: ["test"], attempts: 1 })
    .addHelpText("after", help)
    .action((dataset: string, options: EvalRunOptions) => run(dataset, options, version, output));
}
