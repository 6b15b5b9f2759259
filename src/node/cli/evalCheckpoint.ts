import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkpointRef, type CheckpointRef } from "../../core/evaluation/checkpoint/checkpointRef.js";
import { localHost } from "../../core/launch/hostName.js";
import { readRunConfig } from "../../core/launch/readRunConfig.js";
import type { TrainerConfig } from "../../core/launch/runConfig.js";
import { askAsTrained, asTrained } from "../evaluation/checkpoint/askAsTrained.js";
import { type CheckpointEvaluated, evaluateCheckpoint } from "../evaluation/checkpoint/evaluateCheckpoint.js";
import { lookAtCheckpoint, type LookedCheckpoint } from "../evaluation/checkpoint/lookAtCheckpoint.js";
import type { EvaluationResult } from "../evaluation/evaluationResult.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { HostResult } from "../remote/hostResult.js";
import { openHost } from "../remote/openHost.js";
import { type AskedBenchmark, evaluationError, evaluationOptionsOf, showLine } from "./askBenchmark.js";
import { checkpointOptions, type IsGiven } from "./evalCheckpointSettings.js";
import { checkpointSentence, phaseText, serveError } from "./evalCheckpointText.js";
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
  /** Servers that share the questions. */
  readonly shards: number;
  /** A run configuration by which it is served, in place of its own run's. */
  readonly serveAs: string | undefined;
  readonly keepMerged: boolean;
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

async function prepared(
  command: CheckpointCommand,
  connection: HostConnection,
  folder: string,
  ref: CheckpointRef,
): Promise<Prepared> {
  const { dataset, options, wish, isGiven, version, output } = command;
  const looked = reached(await lookAtCheckpoint(connection, folder, ref), connection.host);
  if (looked === null) throw new ExpectedError(`${wish.checkpoint}: ${connection.host} has no such whole checkpoint`);
  const trained = asTrained(looked, wish.model ?? looked.name, options.input, options.family ?? null);
  const filled = checkpointOptions(options, isGiven, trained);
  const asked = await evaluationOptionsOf(dataset, filled, version, output, { address: "", key: null });
  return { looked, wishes: askAsTrained(looked, asked, options.prompts !== undefined) };
}

/** Values of the names that the environment lists, as far as this one has them. */
const secretsOf = (config: TrainerConfig | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (config?.environment.secrets ?? []).flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The configuration that `--serve-as` names. */
async function servedAs({ serveAs }: CheckpointWish): Promise<TrainerConfig | null> {
  if (serveAs === undefined) return null;
  const read = readRunConfig(await readFile(serveAs, "utf8").catch(() => ""));
  if (read.kind !== "config") throw new UsageError(`--serve-as: ${serveAs} is no run configuration`);
  if (read.config.engine === "miniature") throw new UsageError(`--serve-as: ${serveAs} is of the miniature`);
  return read.config;
}

/** What became of the servers besides the answers. */
function tellServers(
  done: Exclude<CheckpointEvaluated, { kind: "unserved" }>,
  host: string,
  { wish, output }: CheckpointCommand,
): void {
  const tell = (line: string): void => output.err(`${printable(`loupe: ${line}`)}\n`);
  if (!done.isRemoved) tell(`${host} did not say that its server is gone; it ends in ${wish.lease} s`);
  if (done.kind !== "asked") return;
  if (done.keptAt !== null) tell(`merged weights are kept on ${host}: ${done.keptAt}`);
  if (done.died === null) return;
  tell(serveError(done.died, host, output).message);
  tell("start the command again to go on");
}

async function asked(
  command: CheckpointCommand,
  connection: HostConnection,
  made: Prepared,
): Promise<EvaluationResult> {
  const { wish, trainerFolder, output } = command;
  const { host } = connection;
  const { looked, wishes } = made;
  const as = await servedAs(wish);
  const done = await withInterrupt(signal =>
    evaluateCheckpoint({
      ...{ connection, trainerFolder, looked, wishes, signal, secrets: secretsOf(as ?? looked.found.config) },
      ...{ runRoot: runRootOfEnvironment(), waitSeconds: wish.wait, leaseSeconds: wish.lease },
      ...{ servers: wish.shards, keepsMerged: wish.keepMerged, ...(as === null ? {} : { servedAs: as }) },
      onPhase: (phase, ms, about) => showLine(phaseText(phase, ms, about)),
      onLoss: failure => {
        output.err(`${printable(`loupe: ${serveError(failure, host, output).message}; the others go on`)}\n`);
      },
    }),
  );
  if (done.kind === "unserved") return done.result;
  tellServers(done, host, command);
  if (done.kind !== "asked") throw serveError(done, host, output);
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
      throw evaluationError(result, dataset, options, output);
    const { form, path, stage, step } = made.looked.checkpoint;
    return { result, wishes: made.wishes, checkpoint: { host, form, path, stage, step } };
  } finally {
    await connection.dispose();
  }
}
