import type { ResolvedConfig } from "./resolvedConfig.js";
import { verlBudget } from "./verlBudget.js";
import { actorOverrides, dataOverrides, rewardOverrides, rolloutOverrides, trainerOverrides } from "./verlCommon.js";
import { add, set, setRun, type VerlOverride } from "./verlOverride.js";

/** A tool's reply is cut at 256 characters by default, in its middle, where it says which box was executed. */
const replyCharacters = 1024;

/**
 * Overrides of verl 0.9 and later (verl-project/verl, verl/trainer/config/ppo_trainer.yaml). The v1 trainer, its default,
 * leaves the reward's parts out of training dumps; the one before it keeps them.
 */
export function verlCurrent(resolved: ResolvedConfig, steps: number): readonly VerlOverride[] {
  const { config, hyper } = resolved;
  const actor = "actor_rollout_ref.actor";
  return [
    ...dataOverrides(resolved),
    add("data.mm_processor_kwargs.max_pixels", resolved.maxPixels.value),
    add("data.mm_processor_kwargs.min_pixels", resolved.minPixels.value),
    ...actorOverrides(resolved),
    set(`${actor}.optim.lr_scheduler_type`, hyper.schedule.value),
    set(`${actor}.use_dynamic_bsz`, true),
    set(`${actor}.ppo_max_token_len_per_gpu`, verlBudget(config, hyper).whole),
    set(`${actor}.checkpoint.save_contents`, ["model", "optimizer", "extra"]),
    ...rolloutOverrides(resolved),
    set("actor_rollout_ref.rollout.mode", "async"),
    ...(config.method === "RARL" ? toolOverrides(resolved) : []),
    ...rewardOverrides("reward.custom_reward_function"),
    ...trainerOverrides(resolved, steps),
    set("trainer.use_v1", false),
    set("trainer.logger", ["console", "file", "tensorboard"]),
    setRun("trainer.rollout_data_dir", "$folder/rollouts"),
    setRun("trainer.validation_data_dir", "$folder/val"),
  ];
}

/** The loop with the zoom tool. `max_assistant_turns` turns leave room for one call less. */
function toolOverrides({ config, hyper }: ResolvedConfig): readonly VerlOverride[] {
  const { turns } = verlBudget(config, hyper);
  const multiTurn = "actor_rollout_ref.rollout.multi_turn";
  return [
    setRun("actor_rollout_ref.model.custom_chat_template", '$(cat "$run/chat_template.jinja")'),
    set("actor_rollout_ref.rollout.agent.default_agent_loop", "tool_agent"),
    set(`${multiTurn}.enable`, true),
    setRun(`${multiTurn}.tool_config_path`, "$run/tools.yaml"),
    set(`${multiTurn}.format`, "hermes"),
    set(`${multiTurn}.max_assistant_turns`, turns),
    set(`${multiTurn}.max_user_turns`, turns),
    set(`${multiTurn}.max_parallel_calls`, 1),
    set(`${multiTurn}.max_tool_response_length`, replyCharacters),
    // The page and a crop of each call; some releases of vLLM take one image unless they are told.
    add("actor_rollout_ref.rollout.limit_images", turns + 1),
  ];
}
