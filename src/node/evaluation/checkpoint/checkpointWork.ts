import { builtInPrompts } from "../../../core/benchmark/prompts/builtInPrompts.js";
import type { SplitName } from "../../../core/benchmark/pageRecord.js";
import type { CheckpointFinding } from "../../../core/evaluation/checkpoint/checkpointFinding.js";
import type { HostCheckpoint } from "../../../core/evaluation/checkpoint/hostCheckpoint.js";
import { defaultSettings } from "../../../core/evaluation/defaultSettings.js";
import type { EvaluationInput } from "../../../core/evaluation/evaluationRun.js";
import type { EvaluationSettings } from "../../../core/evaluation/evaluationSettings.js";
import type { ModelFamilyId } from "../../../core/evaluation/modelFamily.js";
import type { HostFailure } from "../../../protocol/jobs/jobView.js";
import { openHost } from "../../remote/openHost.js";
import type { HostConnection } from "../../remote/hostConnection.js";
import type { EvaluationOptions } from "../evaluationOptions.js";
import { unwatchedEndpoint } from "../unwatchedEndpoint.js";
import { askAsTrained, asTrained } from "./askAsTrained.js";
import { type CheckpointEvaluated, evaluateCheckpoint } from "./evaluateCheckpoint.js";
import { findCheckpoints } from "./findCheckpoints.js";
import { lookAtCheckpoint, type LookedCheckpoint } from "./lookAtCheckpoint.js";

/** A folder with checkpoints, and what reaches it. */
export interface CheckpointPlace {
  readonly host: string;
  /** On the host: absolute, or below its home as `~/…`. */
  readonly folder: string;
  readonly sshPath: string;
  /** Null: ssh's own. */
  readonly configFile: string | null;
  /** Absolute, here: the files that travel to hosts. */
  readonly trainerFolder: string;
}

/** Why nothing of a place is known. */
export type PlaceFailure =
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  | { readonly kind: "failed"; readonly detail: string };

export interface ListedCheckpoints {
  readonly kind: "listed";
  /** Absolute, on the host. */
  readonly folder: string;
  readonly checkpoints: readonly HostCheckpoint[];
  /** The weights that training began with; null: nobody knows how it was trained. */
  readonly trainedFrom: string | null;
  /** Names of the values that its environment needs. */
  readonly secrets: readonly string[];
}

export interface CheckpointParams {
  readonly place: CheckpointPlace;
  /** As `CheckpointRef` has them. */
  readonly stage: string | null;
  readonly step: number | null;
  readonly dataset: string;
  /** The evaluation's own folder. */
  readonly out: string;
  readonly name: string;
  /** Which questions, and how: null as it was trained. An evaluation that is gone on with has all settings already. */
  readonly asked:
    | {
        readonly kind: "chosen";
        readonly input: EvaluationInput | null;
        readonly family: ModelFamilyId | null;
        readonly splits: readonly SplitName[];
        readonly limit: number | null;
      }
    | { readonly kind: "again"; readonly settings: EvaluationSettings };
  /** Values of the environment; held by this thread for as long as it works, never written here. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of the runs on the host, as written: `~` is the home there. */
  readonly runRoot: string;
  readonly waitSeconds: number;
  readonly leaseSeconds: number;
  readonly isDryRun: boolean;
  readonly toolVersion: string;
}

export type CheckpointWorked =
  | PlaceFailure
  /** The folder has no such whole checkpoint. */
  | { readonly kind: "missing" }
  | {
      readonly kind: "done";
      readonly model: string;
      readonly isMerged: boolean;
      readonly findings: readonly CheckpointFinding[];
      readonly done: CheckpointEvaluated;
    };

interface Told {
  readonly signal: AbortSignal;
  readonly onProgress: EvaluationOptions["onProgress"];
  /** Seconds since it began. */
  readonly onPhase: (phase: string, seconds: number) => void;
}

async function connected<T>(
  { host, ...options }: CheckpointPlace,
  work: (connection: HostConnection) => Promise<T>,
): Promise<T> {
  const connection = openHost(host, options);
  try {
    return await work(connection);
  } finally {
    await connection.dispose();
  }
}

/** The whole checkpoints of a folder, and what of its training they need. */
export function listCheckpoints(
  place: CheckpointPlace,
  signal: AbortSignal,
): Promise<ListedCheckpoints | PlaceFailure> {
  return connected(place, async connection => {
    const found = await findCheckpoints(connection, place.folder, { signal });
    if (found.kind === "failed") return { kind: "failed", detail: found.detail };
    if (found.kind === "unreachable") return found;
    const { folder, checkpoints, config } = found.value;
    const [trainedFrom, secrets] = [config?.model.path ?? null, config?.environment.secrets ?? []];
    return { kind: "listed", folder, checkpoints, trainedFrom, secrets };
  });
}

/** As it was trained, but for another input, where one is wished for: a use and a tool go with their input. */
function chosenSettings(
  looked: LookedCheckpoint,
  { input, family, splits, limit }: Extract<CheckpointParams["asked"], { kind: "chosen" }>,
): EvaluationSettings {
  const trained = asTrained(looked, looked.name, input ?? "page", family);
  if (input === null || input === trained.input) return { ...trained, splits, limit };
  const usual = defaultSettings(looked.name, input, trained.family);
  const { image, boxes, sampling } = trained;
  return { ...usual, image, boxes, sampling, splits, limit };
}

function optionsOf(
  looked: LookedCheckpoint,
  { asked, dataset, out, name, isDryRun, toolVersion }: CheckpointParams,
  { onProgress }: Told,
): Omit<EvaluationOptions, "signal"> {
  return {
    ...{ dataset, out, name, isDryRun, toolVersion, onProgress, now: () => Date.now() },
    settings: asked.kind === "again" ? asked.settings : chosenSettings(looked, asked),
    ...{ prompts: builtInPrompts, isFresh: false, retriesFailed: true, probes: true, strategy: null },
    endpoint: unwatchedEndpoint({ endpoint: "", key: null, prices: null }),
  };
}

/**
 * Finds a checkpoint and asks it, as it was trained unless something else is wished for: merges and serves it where it is,
 * and stops the server whatever happens. A dry run starts nothing.
 */
export function checkpointWork(params: CheckpointParams, told: Told): Promise<CheckpointWorked> {
  const { place, stage, step, secrets, runRoot, waitSeconds, leaseSeconds } = params;
  const { signal, onPhase } = told;
  return connected(place, async connection => {
    const found = await lookAtCheckpoint(connection, place.folder, { stage, step }, { signal });
    if (found.kind === "failed") return { kind: "failed", detail: found.detail };
    if (found.kind === "unreachable") return found;
    const looked = found.value;
    if (looked === null) return { kind: "missing" };
    const wishes = askAsTrained(looked, optionsOf(looked, params, told), false);
    const done = await evaluateCheckpoint({
      ...{ connection, trainerFolder: place.trainerFolder, looked, wishes, signal, secrets, runRoot },
      ...{ waitSeconds, leaseSeconds, onPhase: (phase, ms) => onPhase(phase, Math.floor(ms / 1000)) },
    });
    const { settings, checkpointFindings: findings } = wishes;
    return { kind: "done", model: settings.model, isMerged: looked.checkpoint.form === "fsdp", findings, done };
  });
}
