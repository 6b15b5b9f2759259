import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlannedSetting } from "./runPlan.js";
import { settingRow } from "./settingRow.js";

/** The table of a supervised run beside Table 9 of the paper. */
export function sftSettings(resolved: ResolvedConfig): readonly PlannedSetting[] {
  const { hyper, gpusPerNode, maxPixels, checkpointEvery, config } = resolved;
  const unstated = (key: string, value: string, override: string): PlannedSetting => ({
    ...{ key, value, paper: null, isPaper: false, override },
  });
  const saved =
    checkpointEvery.source === "given" ? settingRow("checkpoints.every", checkpointEvery, "save_steps") : null;
  return [
    settingRow("hyper.learningRate", hyper.learningRate, "learning_rate"),
    settingRow("hyper.epochs", hyper.epochs, "num_train_epochs"),
    settingRow("hyper.batch", hyper.batch, "gradient_accumulation_steps"),
    settingRow("hyper.batchPerGpu", hyper.batchPerGpu, "per_device_train_batch_size"),
    settingRow("hyper.schedule", hyper.schedule, "lr_scheduler_type"),
    settingRow("hyper.warmupRatio", hyper.warmupRatio, "warmup_ratio"),
    settingRow("gpus.perNode", gpusPerNode, "NPROC_PER_NODE"),
    unstated("model.finetuning", config.model.finetuning, "finetuning_type"),
    settingRow("pixels.max", maxPixels, "image_max_pixels"),
    settingRow("hyper.cutoffTokens", hyper.cutoffTokens, "cutoff_len"),
    saved ?? unstated("checkpoints.every", "epoch", "save_strategy"),
    settingRow("hyper.seed", hyper.seed, "seed"),
  ];
}
