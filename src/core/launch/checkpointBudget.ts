import type { ResolvedConfig } from "./resolvedConfig.js";
import { weightBytes } from "./weightBytes.js";

/** The room that checkpoints will take. */
export interface CheckpointBudget {
  /** Saved over the whole run; null where nobody knows how many steps there are. */
  readonly saved: number | null;
  /** On the disk at once: with a limit one more than it, since the new one is written before the oldest goes. */
  readonly atOnce: number | null;
  /** Our estimate; null where the size of the model is not known. */
  readonly bytesEach: number | null;
  readonly totalBytes: number | null;
}

export interface BudgetFacts {
  /** Bytes of the model's weight files, where they were looked at. */
  readonly weightBytes: number | null;
  /** Rows of the training data; null: not counted. */
  readonly questions: number | null;
  /** Steps of all stages together, the warm start included; for reinforcement learning. */
  readonly steps: number | null;
}

/**
 * Bytes of a checkpoint for each byte of 16-bit weights. AdamW keeps three 32-bit numbers a parameter under ZeRO-3 (the
 * master weights and two moments) beside the gathered weights: (12 + 2) / 2. FSDP in verl keeps weights and both moments in
 * 32 bits: 12 / 2; the DeepEyes profile saves the merged weights too. LoRA of rank 8 has about 0.3 % of the parameters.
 */
function bytesPerWeightByte({ config }: ResolvedConfig): number {
  if (config.model.finetuning === "lora") return 0.003 * 7;
  switch (config.engine) {
    case "llama-factory":
    case "llama-factory-0.9.3":
      return 7;
    case "verl-current":
      return 6;
    case "verl-deepeyes":
      return 7;
  }
}

function savedCount(resolved: ResolvedConfig, { questions, steps }: BudgetFacts): number | null {
  const { checkpointEvery, family, hyper } = resolved;
  if (family === "rl") return steps === null ? null : Math.ceil(steps / checkpointEvery.value);
  if (checkpointEvery.source !== "given") return Math.ceil(hyper.epochs.value);
  if (questions === null) return null;
  const stepsOfEpoch = Math.ceil(questions / hyper.batch.value);
  // The last step is saved too, wherever it falls.
  return Math.ceil((stepsOfEpoch * hyper.epochs.value) / checkpointEvery.value);
}

/** What the checkpoints of a run will take on the disk of its run folder, as far as it can be known before it. */
export function checkpointBudget(resolved: ResolvedConfig, facts: BudgetFacts): CheckpointBudget {
  const saved = savedCount(resolved, facts);
  const { keep } = resolved.config.checkpoints;
  const atOnce = keep === null ? saved : saved === null ? keep + 1 : Math.min(saved, keep + 1);
  const weights = facts.weightBytes ?? weightBytes(resolved.config.model.path);
  const bytesEach = weights === null ? null : weights * bytesPerWeightByte(resolved);
  const totalBytes = bytesEach === null || atOnce === null ? null : bytesEach * atOnce;
  return { saved, atOnce, bytesEach, totalBytes };
}
