import type { ResolvedConfig } from "./resolvedConfig.js";
import { add, addRun, set, setRun, setRunBare, setRunList, type VerlOverride } from "./verlOverride.js";
import { verlBudget } from "./verlBudget.js";

/** The loop ends at whichever comes first, steps or epochs: so many epochs that it is always the steps. */
const epochs = (steps: number): number => Math.max(1000, steps);

/** Data as both profiles take them. Prompts above the limit are dropped, which is counted before the launch. */
export function dataOverrides({ hyper, config }: ResolvedConfig): readonly VerlOverride[] {
  return [
    setRunList("data.train_files", "$train"),
    setRunList("data.val_files", "$val"),
    set("data.image_key", "images"),
    set("data.return_raw_chat", true),
    set("data.filter_overlong_prompts", true),
    set("data.train_batch_size", hyper.rolloutBatch.value),
    set("data.max_prompt_length", hyper.promptTokens.value),
    set("data.max_response_length", verlBudget(config, hyper).response),
    setRun("data.custom_cls.path", "$run/trainer/zoom_dataset.py"),
    set("data.custom_cls.name", "ZoomDataset"),
    addRun("data.loupe_options", "$run/options/$stage/dataset.json"),
  ];
}

/** The optimiser, GRPO with the KL term in the loss, and memory that 8 GPUs of 80 GB have for 7 billion weights. */
export function actorOverrides({ hyper }: ResolvedConfig): readonly VerlOverride[] {
  const actor = "actor_rollout_ref.actor";
  const hasKl = hyper.klCoefficient.value > 0;
  const ratio = hyper.warmupRatio.value;
  return [
    set("algorithm.adv_estimator", "grpo"),
    set("algorithm.use_kl_in_reward", false),
    setRun("actor_rollout_ref.model.path", "$model"),
    set("actor_rollout_ref.model.use_remove_padding", true),
    set("actor_rollout_ref.model.enable_gradient_checkpointing", true),
    set(`${actor}.optim.lr`, hyper.learningRate.value),
    // A number of steps of 0 and more wins over the ratio; -1 leaves it to the ratio.
    set(`${actor}.optim.lr_warmup_steps`, ratio === 0 ? 0 : -1),
    set(`${actor}.optim.lr_warmup_steps_ratio`, ratio),
    set(`${actor}.ppo_mini_batch_size`, hyper.miniBatch.value),
    set(`${actor}.use_kl_loss`, hasKl),
    set(`${actor}.kl_loss_coef`, hyper.klCoefficient.value),
    set(`${actor}.kl_loss_type`, "low_var_kl"),
    set(`${actor}.entropy_coeff`, 0),
    set(`${actor}.fsdp_config.param_offload`, true),
    set(`${actor}.fsdp_config.optimizer_offload`, true),
    set("actor_rollout_ref.ref.fsdp_config.param_offload", true),
  ];
}

/** Sampling: n responses of each prompt for training, one greedy for validation, so that checkpoints compare. */
export function rolloutOverrides({ hyper, config }: ResolvedConfig): readonly VerlOverride[] {
  const rollout = "actor_rollout_ref.rollout";
  const { whole } = verlBudget(config, hyper);
  return [
    set(`${rollout}.name`, "vllm"),
    set(`${rollout}.n`, hyper.responses.value),
    set(`${rollout}.temperature`, hyper.temperature.value),
    set(`${rollout}.tensor_model_parallel_size`, hyper.tensorParallel.value),
    set(`${rollout}.gpu_memory_utilization`, hyper.gpuMemoryShare.value),
    set(`${rollout}.max_model_len`, whole),
    set(`${rollout}.max_num_batched_tokens`, Math.max(32_768, whole)),
    set(`${rollout}.val_kwargs.do_sample`, false),
    set(`${rollout}.val_kwargs.temperature`, 0),
    set(`${rollout}.val_kwargs.n`, 1),
  ];
}

/** The reward function of `src/trainer`; `prefix` is where the profile has it. */
export function rewardOverrides(prefix: string): readonly VerlOverride[] {
  return [
    setRun(`${prefix}.path`, "$run/trainer/zoom_reward.py"),
    set(`${prefix}.name`, "compute_score"),
    addRun(`${prefix}.reward_kwargs.options`, "$run/options/$stage/$phase.json"),
    addRun(`${prefix}.reward_kwargs.folder`, "$folder/reward"),
  ];
}

/** How long, how often, and where to. Validation and checkpoints of the last step of every phase come by themselves. */
export function trainerOverrides(resolved: ResolvedConfig, steps: number): readonly VerlOverride[] {
  const { config, gpusPerNode, validationEvery, checkpointEvery } = resolved;
  const validates = config.data.validation !== undefined;
  return [
    set("trainer.critic_warmup", 0),
    set("trainer.project_name", "loupe"),
    setRun("trainer.experiment_name", "$LOUPE_RUN_ID"),
    setRun("trainer.default_local_dir", "$folder/ckpt"),
    set("trainer.n_gpus_per_node", gpusPerNode.value),
    set("trainer.nnodes", config.nodes),
    set("trainer.total_epochs", epochs(steps)),
    setRunBare("trainer.total_training_steps", "$last"),
    set("trainer.save_freq", checkpointEvery.value),
    set("trainer.test_freq", validates ? validationEvery.value : -1),
    setRunBare("trainer.val_before_train", "$before"),
    set("trainer.resume_mode", "auto"),
    ...(config.checkpoints.keep === null ? [] : [set("trainer.max_actor_ckpt_to_keep", config.checkpoints.keep)]),
    setRun("hydra.run.dir", "$folder/hydra"),
    ...(config.hyper.seed === undefined ? [] : [seedOf(config.engine, config.hyper.seed)]),
  ];
}

/** The fork reads the key without listing it. */
const seedOf = (engine: string, seed: number): VerlOverride =>
  engine === "verl-deepeyes" ? add("data.seed", seed) : set("data.seed", seed);
