import type { CheckpointRef } from "./checkpointRef.js";

/**
 * How weights lie on a host: `fsdp`: verl's shards, which have to be merged; `weights`: a folder that servers read as it
 * is (LLaMA-Factory's, the fork's `huggingface`, a merged one); `adapter`: LoRA weights beside a model.
 */
export const weightForms = ["fsdp", "weights", "adapter"] as const;
export type WeightForm = (typeof weightForms)[number];

/** A checkpoint that is whole. */
export interface HostCheckpoint {
  readonly form: WeightForm;
  /** Absolute, on the host: for `fsdp` the folder of the actor's shards. */
  readonly path: string;
  /** Of a stage's folder; empty: the run has none, or it is a folder of weights. */
  readonly stage: string;
  /** Null: a folder of weights that belongs to no step. */
  readonly step: number | null;
}

/** `1-action` before `10-cause`; a run without stages first. */
const orderOf = ({ stage, step }: HostCheckpoint): readonly [number, number] => [
  Number(/^\d+/.exec(stage)?.[0] ?? 0),
  step ?? -1,
];

function compare(a: HostCheckpoint, b: HostCheckpoint): number {
  const [stageA, stepA] = orderOf(a);
  const [stageB, stepB] = orderOf(b);
  return stageA - stageB || stepA - stepB;
}

/**
 * The checkpoint that is meant; null: there is none such. Steps of each stage begin anew: where several have the step, the
 * last stage's is it.
 */
export function chosenCheckpoint(
  all: readonly HostCheckpoint[],
  { stage, step }: Pick<CheckpointRef, "stage" | "step">,
): HostCheckpoint | null {
  const fitting = all.filter(one => (stage === null || one.stage === stage) && (step === null || one.step === step));
  return [...fitting].sort(compare).at(-1) ?? null;
}
