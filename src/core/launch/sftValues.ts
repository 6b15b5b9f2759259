import type { YamlValue } from "./llamaFactoryYaml.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlanContext } from "./runPlan.js";
import { sftBatch } from "./sftBatch.js";
import { zeroThreeFile } from "./zeroThree.js";

/** Names of our datasets in dataset_info.json. */
export const sftDatasetNames = { train: "loupe_train", validation: "loupe_validation" } as const;

/** Where LLaMA-Factory writes, relative to the run folder: trainer_log.jsonl, checkpoint-N, all_results.json. */
export const sftOutput = "out/ckpt";

/** The folder of dataset_info.json, relative to the run folder. */
export const sftDataFolder = "data";

/** The rows of the chosen task kinds, in the same kind of file as all of them; relative to the folder of the data. */
export function selectedRows(train: string): string {
  return train.endsWith(".parquet") ? "selected.parquet" : "selected.jsonl";
}

/**
 * Keys of sft.yaml, in the order of the file. `overwrite_output_dir` is left out on purpose: with it LLaMA-Factory deletes
 * trainer_log.jsonl at the start, also at one that resumes (train/callbacks.py, `on_init_end`).
 */
export function sftValues(resolved: ResolvedConfig, context: PlanContext): Readonly<Record<string, YamlValue>> {
  return {
    ...modelValues(resolved),
    ...methodValues(resolved),
    ...dataValues(resolved, context),
    ...outputValues(resolved),
    ...trainValues(resolved),
    ...validationValues(resolved, context),
    ...resolved.config.extra,
  };
}

function modelValues({ config, maxPixels, minPixels }: ResolvedConfig): Record<string, YamlValue> {
  return {
    model_name_or_path: config.model.path,
    image_max_pixels: maxPixels.value,
    image_min_pixels: minPixels.value,
  };
}

/** Freezing the vision tower is LLaMA-Factory's default even for `full`; written out, so that it is seen. */
function methodValues({ config }: ResolvedConfig): Record<string, YamlValue> {
  const common = { stage: "sft", do_train: true, finetuning_type: config.model.finetuning };
  const frozen = { freeze_vision_tower: true, freeze_multi_modal_projector: true, freeze_language_model: false };
  switch (config.model.finetuning) {
    case "full":
      return { ...common, ...frozen, deepspeed: zeroThreeFile };
    case "lora":
      return { ...common, ...frozen, lora_rank: 8, lora_target: "all" };
  }
}

function dataValues({ hyper }: ResolvedConfig, { data }: PlanContext): Record<string, YamlValue> {
  return {
    dataset_dir: sftDataFolder,
    dataset: sftDatasetNames.train,
    ...(data.validation === null ? {} : { eval_dataset: sftDatasetNames.validation }),
    ...(data.images === null ? {} : { media_dir: data.images }),
    template: "qwen2_vl",
    cutoff_len: hyper.cutoffTokens.value,
    // A cache made from other data or another cutoff would be taken silently.
    overwrite_cache: true,
    preprocessing_num_workers: 8,
    dataloader_num_workers: 4,
  };
}

/** Without a wish the paper's three epochs are the natural rhythm; a full checkpoint with its optimiser is some 100 GB. */
function outputValues({ config, checkpointEvery }: ResolvedConfig): Record<string, YamlValue> {
  const rhythm: Record<string, YamlValue> =
    checkpointEvery.source === "given"
      ? { save_strategy: "steps", save_steps: checkpointEvery.value }
      : { save_strategy: "epoch" };
  const { keep } = config.checkpoints;
  return {
    output_dir: sftOutput,
    logging_steps: 1,
    ...rhythm,
    ...(keep === null ? {} : { save_total_limit: keep }),
    save_only_model: false,
    plot_loss: true,
    report_to: "none",
  };
}

function trainValues(resolved: ResolvedConfig): Record<string, YamlValue> {
  const { hyper } = resolved;
  const { perGpu, accumulation } = sftBatch(resolved);
  return {
    per_device_train_batch_size: perGpu,
    gradient_accumulation_steps: accumulation,
    optim: "adamw_torch",
    learning_rate: hyper.learningRate.value,
    num_train_epochs: hyper.epochs.value,
    lr_scheduler_type: hyper.schedule.value,
    warmup_ratio: hyper.warmupRatio.value,
    bf16: true,
    ddp_timeout: 180_000_000,
    seed: hyper.seed.value,
  };
}

function validationValues(
  { config, validationEvery }: ResolvedConfig,
  { data }: PlanContext,
): Record<string, YamlValue> {
  if (data.validation === null) return {};
  const rhythm: Record<string, YamlValue> =
    validationEvery.source === "given"
      ? { eval_strategy: "steps", eval_steps: validationEvery.value }
      : { eval_strategy: "epoch" };
  return { per_device_eval_batch_size: 1, ...rhythm, eval_on_start: config.validation.before };
}
