import { randomBytes } from "node:crypto";
import { planServers, type ServersPlan } from "../../../core/evaluation/checkpoint/planServers.js";
import { serverFiles } from "../../../core/evaluation/checkpoint/serverFiles.js";
import { serveSettingsOf } from "../../../core/evaluation/checkpoint/serveSettings.js";
import { newRunId } from "../../../core/launch/newRunId.js";
import type { PlannedFile } from "../../../core/launch/runPlan.js";
import type { TrainerConfig } from "../../../core/launch/runConfig.js";
import { scheduledLauncher } from "../../../core/launch/scheduledLauncher.js";
import { openScheduler } from "../../engines/openScheduler.js";
import type { Scheduler } from "../../engines/scheduler.js";
import { trainerTexts } from "../../launch/trainerTexts.js";
import type { HostConnection } from "../../remote/hostConnection.js";
import { runRoot } from "../../remote/runRoot.js";
import type { EvaluationOptions } from "../evaluationOptions.js";
import type { EvaluationResult } from "../evaluationResult.js";
import { runEvaluation } from "../runEvaluation.js";
import type { LookedCheckpoint } from "./lookAtCheckpoint.js";
import type { ServeFailure } from "./serveFailure.js";
import { serveCheckpoint, type ServedWell, type ServeOptions, type WantedServer } from "./serveCheckpoint.js";

// How a command and a window evaluate a checkpoint, in this order:
//   1. connection = openHost(host, …), which the caller disposes of in the end;
//   2. looked = await lookAtCheckpoint(connection, folder, checkpointRef("RUN@STEP") or {stage, step});
//   3. settings: asTrained(looked, served, input, family) with what the person changes laid over;
//   4. wishes = askAsTrained(looked, {…EvaluationOptions without a signal, endpoint.endpoint ""}, hasOwnPrompts);
//      wishes.checkpointFindings are to be told before anything begins (checkpointFindingStrings);
//   5. runEvaluation({...wishes, isDryRun: true}) counts what would be asked: nothing is started for it;
//   6. await evaluateCheckpoint({…}) serves, asks and stops, whatever happens; aborting `signal` stops it, too.

/** Everything that an evaluation of a checkpoint needs besides its host's ssh. */
export interface CheckpointEvaluation {
  readonly connection: HostConnection;
  /** Absolute, here: the files that travel to hosts. */
  readonly trainerFolder: string;
  /** Of the runs on the host, as the person wrote it (`~/…`). */
  readonly runRoot: string;
  readonly looked: LookedCheckpoint;
  /** Of `askAsTrained`. Its endpoint's address and key are made here. */
  readonly wishes: Omit<EvaluationOptions, "signal">;
  /** By whose launcher, environment and GPUs it is served, in place of its own run's. */
  readonly servedAs?: TrainerConfig;
  /** Values of the names that the environment of that configuration lists as secrets. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Servers that share the questions; 1 where it is left out. */
  readonly servers?: number;
  /** Whether weights that had to be merged stay on the host for the next time. */
  readonly keepsMerged?: boolean;
  /** Until a server answers, merging and loading included, waiting in a queue not. */
  readonly waitSeconds: number;
  /** So long a server may be up without being reached from its host. */
  readonly reachSeconds?: number;
  /** Without a sign of this client for so long, servers end by themselves. */
  readonly leaseSeconds: number;
  readonly signal: AbortSignal;
  /** `queued`, `starting`, `merging`, `loading`, `serving`, `ready`, `stopping`; then `wishes.onProgress` tells. */
  readonly onPhase: ServeOptions["onPhase"];
  /** A server that ended or never came, while others go on. */
  readonly onLoss?: (failure: ServeFailure) => void;
}

export type CheckpointEvaluated =
  /** Nothing had to be served: everything was answered, or nothing can be asked. */
  | { readonly kind: "unserved"; readonly result: EvaluationResult }
  | ({
      readonly kind: "asked";
      readonly result: EvaluationResult;
      /** Where merged weights lie now; null: none were kept. */
      readonly keptAt: string | null;
    } & Pick<ServedWell<unknown>, "died" | "isRemoved">)
  | (ServeFailure & { readonly isRemoved: boolean });

/** Answers are known by the checkpoint, not by the port that it is served at this time. */
const identityOf = ({ checkpoint }: LookedCheckpoint, host: string): string => `checkpoint:${host}:${checkpoint.path}`;

const newId = (): string => newRunId("serve", new Date(), randomBytes(3).toString("hex"));

const configOf = ({ servedAs, looked }: CheckpointEvaluation): TrainerConfig | null => servedAs ?? looked.found.config;

function wantedServer(
  options: CheckpointEvaluation,
  plan: ServersPlan,
  trainer: Readonly<Record<string, string>>,
  index: number,
): WantedServer {
  const { looked, wishes } = options;
  const { engine, seen } = plan;
  const id = newId();
  const files = (first: string | null): readonly PlannedFile[] => {
    const way = plan.wayOf(index, first);
    const settings = serveSettingsOf(looked.checkpoint, looked.found.config, wishes.settings, way);
    return serverFiles({ id, engine, settings, seen, trainer, config: configOf(options) });
  };
  return { id, files };
}

function schedulerOf(options: CheckpointEvaluation): Scheduler | null {
  const config = configOf(options);
  const launcher = config === null ? null : scheduledLauncher(config);
  return launcher === null ? null : openScheduler(launcher, options.connection, options.trainerFolder);
}

/** A server that is up for so long and not reached will not be. */
const usualReachSeconds = 45;

async function served(options: CheckpointEvaluation, plan: ServersPlan): Promise<CheckpointEvaluated> {
  const { connection, looked, wishes, waitSeconds, leaseSeconds, onLoss, servers = 1 } = options;
  const reachMs = (options.reachSeconds ?? usualReachSeconds) * 1000;
  const trainer = await trainerTexts(options.trainerFolder);
  const others = Array.from({ length: servers - 1 }, (_, at) => wantedServer(options, plan, trainer, at + 1));
  const result = await serveCheckpoint(
    {
      ...{ connection, signal: options.signal, secrets: options.secrets, served: wishes.settings.model, reachMs },
      ...{ runRoot: plan.root, scheduler: schedulerOf(options), onPhase: options.onPhase },
      ...(onLoss === undefined ? {} : { onLoss }),
      servers: [wantedServer(options, plan, trainer, 0), ...others],
      mergesFirst: looked.checkpoint.form === "fsdp" && plan.engine !== "docker",
      ...{ waitMs: waitSeconds * 1000, beatMs: Math.min(20_000, (leaseSeconds * 1000) / 4) },
    },
    async ({ endpoint, key }, until) => {
      const identity = identityOf(looked, connection.host);
      const to = { ...wishes.endpoint, endpoint, identity, key: () => Promise.resolve(key) };
      return runEvaluation({ ...wishes, endpoint: to, signal: until });
    },
  );
  if (result.kind !== "done") return result;
  const { value, died, isRemoved } = result;
  return { kind: "asked", result: value, died, isRemoved, keptAt: plan.keptAt };
}

/**
 * Asks a checkpoint: merges and serves it on its host or by jobs of it, as its run was launched, asks through ssh, and
 * stops what serves whatever happens. Nothing is served for an evaluation that cannot begin or has nothing left to ask.
 */
export async function evaluateCheckpoint(options: CheckpointEvaluation): Promise<CheckpointEvaluated> {
  const { connection, wishes, signal, looked, leaseSeconds, servers = 1, keepsMerged = false } = options;
  const look = await runEvaluation({ ...wishes, isDryRun: true, signal });
  if (look.kind !== "planned" || wishes.isDryRun) return { kind: "unserved", result: look };
  if (look.plan.toAsk === 0) return { kind: "unserved", result: await runEvaluation({ ...wishes, signal }) };
  const root = await runRoot(connection, options.runRoot, { signal });
  if (root.kind === "unreachable") return { ...root, isRemoved: true };
  if (root.kind === "failed") return { kind: "refused", detail: root.detail, isRemoved: true };
  const { checkpoint, name, found } = looked;
  const plan = planServers({
    ...{ checkpoint, name, folder: found.folder, config: configOf(options), root: root.value },
    ...{ servers, leaseSeconds, keepsMerged },
  });
  return plan.kind === "unfit" ? { ...plan, isRemoved: true } : served(options, plan);
}
