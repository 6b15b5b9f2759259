import type { CheckpointRef } from "../../../core/evaluation/checkpoint/checkpointRef.js";
import { chosenCheckpoint, type HostCheckpoint } from "../../../core/evaluation/checkpoint/hostCheckpoint.js";
import type { DatasetOptions } from "../../../core/launch/trainerOptions.js";
import type { HostConnection, RunOptions } from "../../remote/hostConnection.js";
import type { HostResult } from "../../remote/hostResult.js";
import { findCheckpoints, type FoundRun, trainedOptions } from "./findCheckpoints.js";

/** A checkpoint on its host, with all that its run folder says of its training. */
export interface LookedCheckpoint {
  readonly found: FoundRun;
  readonly checkpoint: HostCheckpoint;
  /** What its rows were made into for the model; null: nobody wrote it down. */
  readonly words: DatasetOptions | null;
  /** `RUN@STEP` or `RUN@STAGE/STEP`: what it is called where nobody says otherwise. */
  readonly name: string;
}

function nameOf({ run, folder }: FoundRun, { stage, step }: HostCheckpoint): string {
  const name = run?.runId ?? folder.split("/").at(-1) ?? "checkpoint";
  return step === null ? name : `${name}@${stage === "" ? "" : `${stage}/`}${step}`;
}

/**
 * Finds a whole checkpoint in a folder of a host (absolute, or below its home as `~/…`). The value is null where the folder
 * has no such one.
 */
export async function lookAtCheckpoint(
  connection: HostConnection,
  folder: string,
  ref: Pick<CheckpointRef, "stage" | "step">,
  options: RunOptions = {},
): Promise<HostResult<LookedCheckpoint | null>> {
  const found = await findCheckpoints(connection, folder, options);
  if (found.kind !== "reached") return found;
  const checkpoint = chosenCheckpoint(found.value.checkpoints, ref);
  if (checkpoint === null) return { kind: "reached", value: null };
  const words = await trainedOptions(connection, found.value, checkpoint, options);
  const value = { found: found.value, checkpoint, words, name: nameOf(found.value, checkpoint) };
  return { kind: "reached", value };
}
