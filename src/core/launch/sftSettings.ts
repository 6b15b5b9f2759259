import type { Resolved } from "./resolved.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlannedSetting } from "./runPlan.js";

/** The table of a supervised run beside Table 9 of the paper. */
export function sftSettings(resolved: ResolvedConfig): readonly PlannedSetting[] {
  const { hyper, gpusPerNode, maxPixels, checkpointEvery, config } = resolved;
  const row = (key: string, { value, paper }: Resolved<string | number>, override: string): PlannedSetting => ({
    key,
    value: String(value),
    paper: paper === null ? null : String(paper),
    isPaper: paper === value,
    override,
  });
  const unstated = (key: string, value: string, override: string): PlannedSetting => ({
    ...{ key, value, paper: null, isPaper: false, override },
  });
  const saved = checkpointEvery.source === "given" ? row("checkpoints.every", checkpointEvery, "save_steps") : null;
  return [
    row("hyper.learningRate", hyper.learningRate, "learning_rate"),
    row("hyper.epochs", hyper.epochs, "num_train_epochs"),
    row("hyper.batch", hyper.batch, "gradient_accumulation_steps"),
    row("hyper.batchPerGpu", hyper.batchPerGpu, "per_device_train_batch_size"),
    row("hyper.schedule", hyper.schedule, "lr_scheduler_type"),
    row("hyper.warmupRatio", hyper.warmupRatio, "warmup_ratio"),
    row("gpus.perNode", gpusPerNode, "NPROC_PER_NODE"),
    unstated("model.finetuning", config.model.finetuning, "finetuning_type"),
    row("pixels.max", maxPixels, "image_max_pixels"),
    row("hyper.cutoffTokens", hyper.cutoffTokens, "cutoff_len"),
    saved ?? unstated("checkpoints.every", "epoch", "save_strategy"),
    row("hyper.seed", hyper.seed, "seed"),
  ];
}
