import { join, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { faultNames, faults, type FaultName, type SampleMode } from "../sample/faults.js";
import { runSample, type SampleResult } from "../sample/runSample.js";
import type { SampleProgress } from "../sample/writeSampleRun.js";
import { ExpectedError } from "./expectedError.js";

interface SampleCommandOptions {
  readonly seed: number;
  readonly steps: number;
  readonly healthy?: boolean;
  readonly firstCall?: number | null;
  readonly fault?: FaultName;
  readonly live?: number;
  readonly pace: number;
  readonly json?: boolean;
}

const faultHelp = `\nFaults:\n${faultNames.map(name => `  ${name.padEnd(18)} ${faults[name].summary}`).join("\n")}\n`;

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 3600) return value;
  throw new InvalidArgumentError("It must be a number of seconds above 0, at most 3600.");
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("It must be a number between 0 and 1, e.g. 0.03.");
}

function modeOf({ healthy, fault, firstCall = null }: SampleCommandOptions): SampleMode {
  if (fault !== undefined) return { kind: "fault", name: fault };
  return healthy === true || firstCall !== null ? { kind: "healthy", firstCall } : { kind: "usual" };
}

/** One line on a terminal that overwrites itself; nothing where the output is a file. */
function progressLine({ kind, done, total }: SampleProgress): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${kind} ${done}/${total}   ${done === total ? "\n" : ""}`);
}

function failureOf(result: Exclude<SampleResult, { kind: "written" }>): ExpectedError {
  switch (result.kind) {
    case "occupied":
      return new ExpectedError(`${result.path} holds something else; name another folder`);
    case "no-glyphs":
      return new ExpectedError(`${result.path} is missing or damaged; build again`);
    case "aborted":
      return new ExpectedError("stopped before the run was complete");
    default: {
      const never: never = result;
      return never;
    }
  }
}

async function run(command: Command, out: string, options: SampleCommandOptions): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  const output = command.configureOutput();
  const tell = (value: object, text: string) =>
    output.writeOut?.(options.json === true ? `${JSON.stringify(value)}\n` : `${text}\n`);
  try {
    const result = await runSample({
      out: resolve(out),
      seed: options.seed,
      steps: options.steps,
      mode: modeOf(options),
      glyphsFile: join(__dirname, "glyphs.json"),
      live: options.live === undefined ? undefined : { seconds: options.live, secondsPerStep: options.pace },
      signal: stop.signal,
      onProgress: progressLine,
      onWritten: paths => tell({ run: paths.run, sft: paths.sft }, `${paths.run} (made up)`),
      onStep: step => tell({ step }, `step ${step}`),
    });
    if (result.kind !== "written") throw failureOf(result);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** `loupe sample OUT`: writes a made-up run. */
export function sampleCommand(): Command {
  const command = new Command("sample")
    .description("write a made-up run: comic pages, questions, 40 steps of rollouts")
    .argument("<out>", "folder that gets sample-run and sample-sft")
    .option("--seed <n>", "the same seed gives the same run", wholeNumber(0, 2 ** 31 - 1), 1)
    .option("--steps <n>", "training steps", wholeNumber(1, 1000), 40)
    .addOption(new Option("--healthy", "without oddities").conflicts("fault"))
    .addOption(new Option("--fault <name>", "with one thing that goes wrong").choices([...faultNames]))
    .addOption(
      new Option("--first-call <share>", "as --healthy, of a model that zooms this rarely at first")
        .argParser(share)
        .conflicts("fault"),
    )
    .option("--live <seconds>", "let the run (this one, if it is there already) grow for so long", seconds)
    .option("--pace <seconds>", "how long a further step takes", seconds, 5)
    .option("--json", "print JSON lines")
    .addHelpText("after", faultHelp);
  return command.action((out: string, options: SampleCommandOptions) => run(command, out, options));
}
