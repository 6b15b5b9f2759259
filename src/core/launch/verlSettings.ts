import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlannedSetting } from "./runPlan.js";
import { settingRow } from "./settingRow.js";

/** The table of a run of verl beside Table 10 of the paper. */
export function verlSettings(resolved: ResolvedConfig): readonly PlannedSetting[] {
  const { hyper, config } = resolved;
  const actor = "actor_rollout_ref.actor";
  const rollout = "actor_rollout_ref.rollout";
  const schedule = config.engine === "verl-deepeyes" ? "warmup_style" : "lr_scheduler_type";
  return [
    settingRow("hyper.learningRate", hyper.learningRate, `${actor}.optim.lr`),
    settingRow("hyper.steps", hyper.steps, "trainer.total_training_steps"),
    settingRow("hyper.rolloutBatch", hyper.rolloutBatch, "data.train_batch_size"),
    settingRow("hyper.miniBatch", hyper.miniBatch, `${actor}.ppo_mini_batch_size`),
    settingRow("hyper.responses", hyper.responses, `${rollout}.n`),
    settingRow("hyper.promptTokens", hyper.promptTokens, "data.max_prompt_length"),
    settingRow("hyper.responseTokens", hyper.responseTokens, "data.max_response_length"),
    ...turnRows(resolved, rollout),
    settingRow("hyper.klCoefficient", hyper.klCoefficient, `${actor}.kl_loss_coef`),
    settingRow("hyper.warmupRatio", hyper.warmupRatio, `${actor}.optim.lr_warmup_steps_ratio`),
    settingRow("hyper.schedule", hyper.schedule, `${actor}.optim.${schedule}`),
    settingRow("gpus.perNode", resolved.gpusPerNode, "trainer.n_gpus_per_node"),
    settingRow("hyper.temperature", hyper.temperature, `${rollout}.temperature`),
    settingRow("hyper.tensorParallel", hyper.tensorParallel, `${rollout}.tensor_model_parallel_size`),
    settingRow("hyper.gpuMemoryShare", hyper.gpuMemoryShare, `${rollout}.gpu_memory_utilization`),
    settingRow("pixels.max", resolved.maxPixels, "data.loupe_options"),
    settingRow("checkpoints.every", resolved.checkpointEvery, "trainer.save_freq"),
    settingRow("validation.every", resolved.validationEvery, "trainer.test_freq"),
  ];
}

/** Table 10 writes "4096 * 5": per turn, and how many turns; a run without zooms has one. */
function turnRows({ hyper, config }: ResolvedConfig, rollout: string): readonly PlannedSetting[] {
  if (config.method !== "RARL") return [];
  const key = config.engine === "verl-deepeyes" ? "agent.max_turns" : "multi_turn.max_assistant_turns";
  return [settingRow("hyper.turns", hyper.turns, `${rollout}.${key}`)];
}
