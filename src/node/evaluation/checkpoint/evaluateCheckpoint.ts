import { randomBytes } from "node:crypto";
import { serveCommand } from "../../../core/evaluation/checkpoint/serveCommand.js";
import { serveSettingsOf } from "../../../core/evaluation/checkpoint/serveSettings.js";
import { environmentFile } from "../../../core/launch/environmentFile.js";
import { newRunId } from "../../../core/launch/newRunId.js";
import type { HostConnection } from "../../remote/hostConnection.js";
import { runRoot } from "../../remote/runRoot.js";
import type { EvaluationOptions } from "../evaluationOptions.js";
import type { EvaluationResult } from "../evaluationResult.js";
import { runEvaluation } from "../runEvaluation.js";
import type { LookedCheckpoint } from "./lookAtCheckpoint.js";
import { serveCheckpoint, type ServedWell, type ServeFailure } from "./serveCheckpoint.js";

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
  /** Values of the names that `looked.found.config.environment.secrets` lists. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Until the server answers, merging and loading included. */
  readonly waitSeconds: number;
  /** Without a sign of this client for so long, the server ends by itself. */
  readonly leaseSeconds: number;
  readonly signal: AbortSignal;
  /** `starting`, `merging`, `loading`, `ready`, `stopping`; milliseconds since it began. While it is asked `wishes.onProgress` tells. */
  readonly onPhase: (phase: string, ms: number) => void;
}

export type CheckpointEvaluated =
  /** Nothing had to be served: everything was answered, or nothing can be asked. */
  | { readonly kind: "unserved"; readonly result: EvaluationResult }
  | ({ readonly kind: "asked"; readonly result: EvaluationResult } & Pick<ServedWell<unknown>, "died" | "isRemoved">)
  | (ServeFailure & { readonly isRemoved: boolean });

/** Answers are known by the checkpoint, not by the port that it is served at this time. */
const identityOf = ({ checkpoint }: LookedCheckpoint, host: string): string => `checkpoint:${host}:${checkpoint.path}`;

async function served(options: CheckpointEvaluation, root: string): Promise<CheckpointEvaluated> {
  const { connection, trainerFolder, looked, wishes, secrets, waitSeconds, leaseSeconds, signal, onPhase } = options;
  const { config } = looked.found;
  const settings = serveSettingsOf(looked.checkpoint, config, wishes.settings, leaseSeconds);
  const result = await serveCheckpoint(
    {
      ...{ connection, trainerFolder, signal, served: wishes.settings.model, secrets, onPhase, runRoot: root },
      id: newRunId("serve", new Date(), randomBytes(3).toString("hex")),
      command: serveCommand(settings),
      env: config === null ? "" : environmentFile(config),
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
  return { kind: "asked", result: value, died, isRemoved };
}

/**
 * Asks a checkpoint: merges and serves it on its host, asks through ssh, and stops the server whatever happens. Nothing is
 * served for an evaluation that cannot begin or has nothing left to ask.
 */
export async function evaluateCheckpoint(options: CheckpointEvaluation): Promise<CheckpointEvaluated> {
  const { connection, wishes, signal } = options;
  const look = await runEvaluation({ ...wishes, isDryRun: true, signal });
  if (look.kind !== "planned" || wishes.isDryRun) return { kind: "unserved", result: look };
  if (look.plan.toAsk === 0) return { kind: "unserved", result: await runEvaluation({ ...wishes, signal }) };
  const root = await runRoot(connection, options.runRoot, { signal });
  if (root.kind === "unreachable") return { ...root, isRemoved: true };
  if (root.kind === "failed") return { kind: "refused", detail: root.detail, isRemoved: true };
  return served(options, root.value);
}
