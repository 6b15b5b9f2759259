import type { ResolvedConfig } from "./resolvedConfig.js";

/** How the batch of a supervised step is made: `gpus` × `perGpu` × `accumulation` rows, `batch` in all. */
export interface SftBatch {
  readonly gpus: number;
  readonly perGpu: number;
  /** Whole, and at least 1. */
  readonly accumulation: number;
  /** What is asked for. */
  readonly batch: number;
  readonly isExact: boolean;
}

/** Table 9's batch of 16 on 4 GPUs is 4 × 1 × 4; other numbers of GPUs keep the batch where it can be shared evenly. */
export function sftBatch({ gpusPerNode, hyper }: ResolvedConfig): SftBatch {
  const gpus = gpusPerNode.value;
  const perGpu = hyper.batchPerGpu.value;
  const batch = hyper.batch.value;
  const accumulation = Math.max(1, Math.floor(batch / (gpus * perGpu)));
  return { gpus, perGpu, accumulation, batch, isExact: accumulation * gpus * perGpu === batch };
}
