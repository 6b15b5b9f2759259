import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CheckpointFinding } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import { checkpointRef, type CheckpointRef } from "../../core/evaluation/checkpoint/checkpointRef.js";
import { chosenCheckpoint, type HostCheckpoint } from "../../core/evaluation/checkpoint/hostCheckpoint.js";
import { serveCommand } from "../../core/evaluation/checkpoint/serveCommand.js";
import { serveSettingsOf } from "../../core/evaluation/checkpoint/serveSettings.js";
import { trainedPrompts } from "../../core/evaluation/checkpoint/trainedPrompts.js";
import { trainedSettings } from "../../core/evaluation/checkpoint/trainedSettings.js";
import { trainingDifferences } from "../../core/evaluation/checkpoint/trainingDifferences.js";
import { defaultSettings } from "../../core/evaluation/defaultSettings.js";
import { environmentFile } from "../../core/launch/environmentFile.js";
import { localHost } from "../../core/launch/hostName.js";
import { newRunId } from "../../core/launch/newRunId.js";
import type { TrainerConfig } from "../../core/launch/runConfig.js";
import type { DatasetOptions } from "../../core/launch/trainerOptions.js";
import { findCheckpoints, trainedOptions, type FoundRun } from "../evaluation/checkpoint/findCheckpoints.js";
import { serveCheckpoint } from "../evaluation/checkpoint/serveCheckpoint.js";
import type { EvaluationOptions } from "../evaluation/evaluationOptions.js";
import { runEvaluation } from "../evaluation/runEvaluation.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { HostResult } from "../remote/hostResult.js";
import { openHost } from "../remote/openHost.js";
import { runRoot } from "../remote/runRoot.js";
import { type AskedBenchmark, evaluationError, evaluationOptionsOf, showLine } from "./askBenchmark.js";
import { checkpointOptions, type IsGiven } from "./evalCheckpointSettings.js";
import { checkpointSentence, phaseText, serveError, tellLog } from "./evalCheckpointText.js";
import type { EvalRunOptions } from "./evalRunSettings.js";
import { ExpectedError } from "./expectedError.js";
import { hostError } from "./hostError.js";
import { withJobs } from "./jobsEnvironment.js";
import { namedJob } from "./namedJob.js";
import type { Output } from "./output.js";
import { printable } from "./printable.js";
import { runRootOfEnvironment } from "./runRootOfEnvironment.js";
import { UsageError } from "./usageError.js";
import { withInterrupt } from "./withInterrupt.js";

/** A checkpoint by the options of the command. */
export interface CheckpointWish {
  /** `RUN@STEP`. */
  readonly checkpoint: string;
  readonly host: string | undefined;
  /** What it is called in requests; left out: by its run and step. */
  readonly model: string | undefined;
  /** Seconds until the server has to answer. */
  readonly wait: number;
  /** Seconds without a sign of this command after which the server ends by itself. */
  readonly lease: number;
}

export interface CheckpointCommand {
  readonly dataset: string;
  readonly options: EvalRunOptions;
  readonly wish: CheckpointWish;
  readonly isGiven: IsGiven;
  readonly version: string;
  readonly trainerFolder: string;
  readonly output: Output;
}

/** The checkpoint, and how it is asked. */
interface Prepared {
  readonly found: FoundRun;
  readonly checkpoint: HostCheckpoint;
  readonly wishes: Omit<EvaluationOptions, "signal">;
  readonly findings: readonly CheckpointFinding[];
}

function refOf({ wish }: CheckpointCommand): CheckpointRef {
  const ref = checkpointRef(wish.checkpoint);
  if (ref !== null) return ref;
  throw new UsageError("--checkpoint must be RUN@STEP, RUN@STAGE/STEP or RUN@last");
}

/** Where the run is: a folder of this machine or of `--host`, else a run that is known here. */
async function placeOf(command: CheckpointCommand, run: string): Promise<{ host: string; folder: string }> {
  const { wish, trainerFolder, output } = command;
  const host = wish.host ?? localHost;
  if (host !== localHost && /^[/~]/.test(run)) return { host, folder: run };
  if (host === localHost && existsSync(run)) return { host, folder: resolve(run) };
  const job = await withJobs(trainerFolder, output, jobs => namedJob(jobs, run, wish.host));
  return { host: job.host, folder: job.runFolder };
}

function reached<T>(result: HostResult<T>, host: string): T {
  if (result.kind === "reached") return result.value;
  if (result.kind === "unreachable") throw hostError(host, result.failure);
  throw new ExpectedError(`${host}: ${result.detail.trim()}`);
}

/** What cannot be served as it was launched is said, not tried. */
function refuseUnserved(config: TrainerConfig | null): void {
  if (config === null) return;
  const { launcher, environment } = config;
  if (launcher.kind !== "host")
    throw new ExpectedError(
      `the run was launched by ${launcher.kind}: its checkpoints are served on hosts alone so far`,
    );
  if (environment.activate.kind === "docker")
    throw new ExpectedError("the run was launched in a container: its checkpoints are served on hosts alone so far");
}

const servedName = ({ run, folder }: FoundRun, { stage, step }: HostCheckpoint): string => {
  const name = run?.runId ?? folder.split("/").at(-1) ?? "checkpoint";
  return step === null ? name : `${name}@${stage === "" ? "" : `${stage}/`}${step}`;
};

/** The words of the run's training in place of the product's, where they are known and no others were given. */
function withWords(
  wishes: Omit<EvaluationOptions, "signal">,
  { config, folder }: FoundRun,
  words: DatasetOptions | null,
  hasOwn: boolean,
): Pick<Prepared, "wishes" | "findings"> {
  if (config === null) return { wishes, findings: [{ code: "run-unknown", values: [folder] }] };
  if (hasOwn) return { wishes, findings: [{ code: "own-prompts", values: [] }] };
  if (words === null) return { wishes, findings: [{ code: "prompts-unknown", values: [] }] };
  const { input, use } = wishes.settings;
  const { prompts, changed } = trainedPrompts(wishes.prompts, { input, use }, words);
  const findings: readonly CheckpointFinding[] =
    changed.length === 0 ? [] : [{ code: "prompts-differ", values: [changed.join(", ")] }];
  return { wishes: { ...wishes, prompts }, findings };
}

async function prepared(command: CheckpointCommand, connection: HostConnection, folder: string, ref: CheckpointRef) {
  const { dataset, options, wish, isGiven, version, output } = command;
  const found = reached(await findCheckpoints(connection, folder), connection.host);
  const checkpoint = chosenCheckpoint(found.checkpoints, ref);
  if (checkpoint === null)
    throw new ExpectedError(`${wish.checkpoint}: ${connection.host} has no such whole checkpoint`);
  refuseUnserved(found.config);
  const { config } = found;
  const words = await trainedOptions(connection, found, checkpoint);
  const served = wish.model ?? servedName(found, checkpoint);
  const family = options.family ?? null;
  const trained =
    config === null
      ? defaultSettings(served, options.input, family)
      : trainedSettings({ config, options: words }, served, family);
  const filled = checkpointOptions(options, isGiven, trained);
  const asked = await evaluationOptionsOf(dataset, filled, version, output, { address: "", key: null });
  const known = { run: found.folder, step: checkpoint.step };
  const withRun = { ...asked, settings: { ...asked.settings, checkpoint: known } };
  const { wishes, findings } = withWords(withRun, found, words, options.prompts !== undefined);
  const differences = config === null ? [] : trainingDifferences(trained, wishes.settings);
  const nameless: readonly CheckpointFinding[] =
    wishes.settings.family === "other" ? [{ code: "family-unknown", values: [config?.model.path ?? served] }] : [];
  return { found, checkpoint, wishes, findings: [...differences, ...findings, ...nameless] } satisfies Prepared;
}

/** Values of the names that the run's environment lists, as far as this environment has them. */
const secretsOf = (config: TrainerConfig | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (config?.environment.secrets ?? []).flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

async function served(command: CheckpointCommand, connection: HostConnection, made: Prepared, signal: AbortSignal) {
  const { wish, trainerFolder, output } = command;
  const { config } = made.found;
  const settings = serveSettingsOf(made.checkpoint, config, made.wishes.settings, wish.lease);
  const result = await serveCheckpoint(
    {
      ...{ connection, trainerFolder, signal, served: made.wishes.settings.model, secrets: secretsOf(config) },
      runRoot: reached(await runRoot(connection, runRootOfEnvironment()), connection.host),
      id: newRunId("serve", new Date(), randomBytes(3).toString("hex")),
      command: serveCommand(settings),
      env: config === null ? "" : environmentFile(config),
      ...{ waitMs: wish.wait * 1000, beatMs: Math.min(20_000, (wish.lease * 1000) / 4) },
      onPhase: (phase, ms) => showLine(phaseText(phase, ms)),
    },
    async ({ endpoint, key }, until) => {
      const to = { ...made.wishes.endpoint, endpoint, key: () => Promise.resolve(key) };
      return runEvaluation({ ...made.wishes, endpoint: to, signal: until });
    },
  );
  if (!result.isRemoved)
    output.err(
      printable(`loupe: ${connection.host} did not say that its server is gone; it ends in ${wish.lease} s\n`),
    );
  if (result.kind !== "done") throw serveError(result, connection.host, output);
  if (result.died !== null) {
    tellLog(result.died.log, output);
    output.err(`loupe: the server ended while it was asked; start the command again to go on\n`);
  }
  return result.value;
}

/** Nothing is merged and served for a run that cannot begin or has nothing left to ask. */
async function asked(command: CheckpointCommand, connection: HostConnection, made: Prepared, signal: AbortSignal) {
  const look = await runEvaluation({ ...made.wishes, isDryRun: true, signal });
  if (look.kind !== "planned" || made.wishes.isDryRun) return look;
  if (look.plan.toAsk === 0) return runEvaluation({ ...made.wishes, signal });
  return served(command, connection, made, signal);
}

/**
 * Asks a checkpoint a benchmark's questions: finds it, merges and serves it on its host, asks as it was trained, and stops
 * the server. Throws an ExpectedError where it cannot.
 */
export async function askCheckpoint(command: CheckpointCommand): Promise<AskedBenchmark> {
  const { dataset, options, output, trainerFolder } = command;
  const ref = refOf(command);
  const { host, folder } = await placeOf(command, ref.run);
  const { LOUPE_SSH: ssh = "", LOUPE_SSH_CONFIG: configFile = "" } = process.env;
  const connection = openHost(host, {
    ...{ trainerFolder, sshPath: ssh === "" ? "ssh" : ssh, configFile: configFile === "" ? null : configFile },
  });
  try {
    const made = await prepared(command, connection, folder, ref);
    for (const finding of made.findings) output.err(`${printable(`loupe: ${checkpointSentence(finding)}`)}\n`);
    const result = await withInterrupt(signal => asked(command, connection, made, signal));
    if (result.kind !== "planned" && result.kind !== "evaluated")
      throw evaluationError(result, dataset, options.out, output);
    return { result, wishes: made.wishes };
  } finally {
    await connection.dispose();
  }
}
