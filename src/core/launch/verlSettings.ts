import type { Resolved } from "./resolved.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { PlannedSetting } from "./runPlan.js";
import { verlBudget } from "./verlBudget.js";

/** The table of a run of verl beside Table 10 of the paper. */
export function verlSettings(resolved: ResolvedConfig): readonly PlannedSetting[] {
  const { hyper, config } = resolved;
  const actor = "actor_rollout_ref.actor";
  const rollout = "actor_rollout_ref.rollout";
  const schedule = config.engine === "verl-deepeyes" ? "warmup_style" : "lr_scheduler_type";
  return [
    row("hyper.learningRate", hyper.learningRate, `${actor}.optim.lr`),
    row("hyper.steps", hyper.steps, "trainer.total_training_steps"),
    row("hyper.rolloutBatch", hyper.rolloutBatch, "data.train_batch_size"),
    row("hyper.miniBatch", hyper.miniBatch, `${actor}.ppo_mini_batch_size`),
    row("hyper.responses", hyper.responses, `${rollout}.n`),
    row("hyper.promptTokens", hyper.promptTokens, "data.max_prompt_length"),
    responseRow(resolved),
    row("hyper.klCoefficient", hyper.klCoefficient, `${actor}.kl_loss_coef`),
    row("hyper.warmupRatio", hyper.warmupRatio, `${actor}.optim.lr_warmup_steps_ratio`),
    row("hyper.schedule", hyper.schedule, `${actor}.optim.${schedule}`),
    row("gpus.perNode", resolved.gpusPerNode, "trainer.n_gpus_per_node"),
    row("hyper.temperature", hyper.temperature, `${rollout}.temperature`),
    row("hyper.tensorParallel", hyper.tensorParallel, `${rollout}.tensor_model_parallel_size`),
    row("hyper.gpuMemoryShare", hyper.gpuMemoryShare, `${rollout}.gpu_memory_utilization`),
    row("pixels.max", resolved.maxPixels, "data.loupe_options"),
    row("checkpoints.every", resolved.checkpointEvery, "trainer.save_freq"),
    row("validation.every", resolved.validationEvery, "trainer.test_freq"),
  ];
}

function row(key: string, { value, paper }: Resolved<string | number>, override: string): PlannedSetting {
  const stated = paper === null ? null : String(paper);
  return { key, value: String(value), paper: stated, isPaper: paper === value, override };
}

/** Of the whole rollout, as Table 10 writes it: per turn times turns. */
function responseRow({ hyper, config }: ResolvedConfig): PlannedSetting {
  const { turns, response } = verlBudget(config, hyper);
  const perTurn = hyper.responseTokens;
  const turnsOfPaper = config.method === "RARL" ? hyper.turns.paper : 1;
  const times = turnsOfPaper === 1 ? "" : ` × ${turnsOfPaper ?? "?"}`;
  return {
    key: "hyper.responseTokens",
    value: String(response),
    paper: `${perTurn.paper ?? "?"}${times}`,
    isPaper: perTurn.value === perTurn.paper && turns === turnsOfPaper,
    override: "data.max_response_length",
  };
}
