import type { Finding } from "./finding.js";
import { hydraValue } from "./hydraValue.js";
import type { RunConfig } from "./runConfig.js";
import { isRawText, isRunText, type VerlOverride } from "./verlOverride.js";

/** A list or a dictionary is written as Hydra writes it; any other text is text. */
const structured = /^\s*[[{]/;

/** Keys that the run folder's layout, the pull, a relaunch or the reward rely on, by how they begin. */
const owned = [
  ...["hydra.", "data.train_files", "data.val_files", "data.custom_cls", "data.loupe_options", "reward_model."],
  ...["custom_reward_function", "reward.custom_reward_function", "actor_rollout_ref.model.path"],
  ...["actor_rollout_ref.model.custom_chat_template", "actor_rollout_ref.model.external_lib"],
  ...["default_agent_loop", "activate_agent", "tool_name_key", "max_turns", "single_response_max_tokens"].map(
    name => `actor_rollout_ref.rollout.agent.${name}`,
  ),
  ...["actor_rollout_ref.rollout.multi_turn", "trainer.total_training_steps"],
  ...["trainer.default_local_dir", "trainer.rollout_data_dir", "trainer.validation_data_dir", "trainer.resume"],
  ...["trainer.rl_logging_board_dir", "trainer.tensorboard_dir", "trainer.logger", "trainer.val_before_train"],
  ...["trainer.total_epochs", "trainer.experiment_name", "trainer.project_name", "data.mm_processor_kwargs"],
];

/** The overrides with those that a configuration adds, which stand in place of ours where they name the same key. */
export function withExtra(
  overrides: readonly VerlOverride[],
  { extra }: RunConfig,
): { readonly overrides: readonly VerlOverride[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const made: VerlOverride[] = [];
  for (const [written, value] of Object.entries(extra)) {
    const name = written.replace(/^\+{1,2}/, "");
    const ours = overrides.find(one => one.key === name);
    if (owned.some(start => name.startsWith(start))) {
      findings.push({ level: "error", code: "extra-owned", values: [name], key: `extra.${written}` });
      continue;
    }
    if (ours !== undefined)
      findings.push({ level: "warning", code: "extra-replaces", values: [name, shown(ours)], key: `extra.${written}` });
    made.push({ key: name, value: readExtra(value), prefix: ours?.prefix ?? prefixOf(written) });
  }
  return { overrides: [...overrides.filter(one => !made.some(({ key }) => key === one.key)), ...made], findings };
}

function prefixOf(written: string): VerlOverride["prefix"] {
  if (written.startsWith("++")) return "++";
  return written.startsWith("+") ? "+" : "";
}

function readExtra(value: string | number | boolean | null): VerlOverride["value"] {
  return typeof value === "string" && structured.test(value) ? { raw: value } : value;
}

/** As people know it: a value, or the place of the run folder that it names. */
function shown({ value }: VerlOverride): string {
  if (isRunText(value)) return value.run;
  return isRawText(value) ? value.raw : hydraValue(value);
}
