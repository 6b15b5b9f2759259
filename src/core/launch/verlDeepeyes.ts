import type { ResolvedConfig } from "./resolvedConfig.js";
import { verlBudget } from "./verlBudget.js";
import { actorOverrides, dataOverrides, rewardOverrides, rolloutOverrides, trainerOverrides } from "./verlCommon.js";
import { addRun, set, setRun, type VerlOverride } from "./verlOverride.js";

/**
 * Overrides of the fork Visual-Agent/DeepEyes (verl 0.2.0.dev, 6c5e796; verl/trainer/config/ppo_trainer.yaml). It has no
 * dump of its own for training (the logging board is one growing file) and none for validation, for which the lines of
 * our reward function stand. Its metrics are read from its log: what else it could write them with, it does not install.
 */
export function verlDeepeyes(resolved: ResolvedConfig, steps: number): readonly VerlOverride[] {
  const { config, hyper } = resolved;
  const actor = "actor_rollout_ref.actor";
  const rollout = "actor_rollout_ref.rollout";
  return [
    ...dataOverrides(resolved),
    set("algorithm.kl_ctrl.kl_coef", 0),
    ...actorOverrides(resolved),
    set(`${actor}.optim.warmup_style`, hyper.schedule.value),
    set(`${actor}.ppo_micro_batch_size_per_gpu`, 1),
    set(`${actor}.checkpoint.contents`, ["model", "hf_model", "optimizer", "extra"]),
    set("actor_rollout_ref.ref.log_prob_micro_batch_size_per_gpu", 1),
    ...rolloutOverrides(resolved),
    set(`${rollout}.log_prob_micro_batch_size_per_gpu`, 1),
    set(`${rollout}.enforce_eager`, false),
    set(`${rollout}.free_cache_engine`, false),
    // With it on, a prompt of several images may be cut between two of them.
    set(`${rollout}.enable_chunked_prefill`, false),
    ...(config.method === "RARL" ? toolOverrides(resolved) : []),
    ...rewardOverrides("custom_reward_function"),
    ...trainerOverrides(resolved, steps),
    set("trainer.logger", ["console", "rl_logging_board"]),
    addRun("trainer.rl_logging_board_dir", "$folder/rollouts"),
  ];
}

/** The fork's loop finds a tool by the name in a column of the data; importing the module registers ours. */
function toolOverrides({ config, hyper }: ResolvedConfig): readonly VerlOverride[] {
  const { turns } = verlBudget(config, hyper);
  const agent = "actor_rollout_ref.rollout.agent";
  return [
    set("actor_rollout_ref.model.external_lib", "zoom_tool"),
    set(`${agent}.activate_agent`, true),
    set(`${agent}.tool_name_key`, "env_name"),
    set(`${agent}.max_turns`, turns),
    set(`${agent}.single_response_max_tokens`, hyper.responseTokens.value),
    set(`${agent}.concurrent_workers`, 1),
    set(`${agent}.max_vllm_images`, turns + 1),
    setRun(`${agent}.vl_model_path`, "$model"),
  ];
}
