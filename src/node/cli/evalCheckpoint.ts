import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { checkpointRef, type CheckpointRef } from "../../core/evaluation/checkpoint/checkpointRef.js";
import { localHost } from "../../core/launch/hostName.js";
import type { TrainerConfig } from "../../core/launch/runConfig.js";
import { askAsTrained, asTrained } from "../evaluation/checkpoint/askAsTrained.js";
import { evaluateCheckpoint } from "../evaluation/checkpoint/evaluateCheckpoint.js";
import { lookAtCheckpoint, type LookedCheckpoint } from "../evaluation/checkpoint/lookAtCheckpoint.js";
import type { EvaluationResult } from "../evaluation/evaluationResult.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { HostResult } from "../remote/hostResult.js";
import { openHost } from "../remote/openHost.js";
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
  readonly looked: LookedCheckpoint;
  readonly wishes: ReturnType<typeof askAsTrained>;
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

async function prepared(
  command: CheckpointCommand,
  connection: HostConnection,
  folder: string,
  ref: CheckpointRef,
): Promise<Prepared> {
  const { dataset, options, wish, isGiven, version, output } = command;
  const looked = reached(await lookAtCheckpoint(connection, folder, ref), connection.host);
  if (looked === null) throw new ExpectedError(`${wish.checkpoint}: ${connection.host} has no such whole checkpoint`);
  refuseUnserved(looked.found.config);
  const trained = asTrained(looked, wish.model ?? looked.name, options.input, options.family ?? null);
  const filled = checkpointOptions(options, isGiven, trained);
  const asked = await evaluationOptionsOf(dataset, filled, version, output, { address: "", key: null });
  return { looked, wishes: askAsTrained(looked, asked, options.prompts !== undefined) };
}

/** Values of the names that the run's environment lists, as far as this environment has them. */
const secretsOf = (config: TrainerConfig | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (config?.environment.secrets ?? []).flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

async function asked(
  { wish, trainerFolder, output }: CheckpointCommand,
  connection: HostConnection,
  { looked, wishes }: Prepared,
): Promise<EvaluationResult> {
  const done = await withInterrupt(signal =>
    evaluateCheckpoint({
      ...{ connection, trainerFolder, looked, wishes, signal, secrets: secretsOf(looked.found.config) },
      ...{ runRoot: runRootOfEnvironment(), waitSeconds: wish.wait, leaseSeconds: wish.lease },
      onPhase: (phase, ms) => showLine(phaseText(phase, ms)),
    }),
  );
  if (done.kind === "unserved") return done.result;
  if (!done.isRemoved)
    output.err(
      printable(`loupe: ${connection.host} did not say that its server is gone; it ends in ${wish.lease} s\n`),
    );
  if (done.kind !== "asked") throw serveError(done, connection.host, output);
  if (done.died !== null) {
    tellLog(done.died.log, output);
    output.err(`loupe: the server ended while it was asked; start the command again to go on\n`);
  }
  return done.result;
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
    for (const finding of made.wishes.checkpointFindings)
      output.err(`${printable(`loupe: ${checkpointSentence(finding)}`)}\n`);
    const result = await asked(command, connection, made);
    if (result.kind !== "planned" && result.kind !== "evaluated")
      throw evaluationError(result, dataset, options.out, output);
    const { form, path, stage, step } = made.looked.checkpoint;
    return { result, wishes: made.wishes, checkpoint: { host, form, path, stage, step } };
  } finally {
    await connection.dispose();
  }
}
