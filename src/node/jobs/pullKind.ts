/** Files of a run in the order in which they are pulled: what others are read by comes first. */
export const pullKinds = ["record", "curve", "log", "rollouts", "checkpoint", "other"] as const;
export type PullKind = (typeof pullKinds)[number];

const inCheckpoint = /(?:^|\/)(?:global_step_?\d+|checkpoint-\d+)\//;
/** The miniature's: without them no rollout of it has its page and its targets. */
const questions = /^out\/questions\.jsonl$/;
const curves = /(?:^|\/)(?:metrics\/[^/]+\.jsonl|metrics\.jsonl|trainer_log\.jsonl|trainer_state\.json)$/;

/** What a file of a run folder is, by its path. */
export function pullKind(path: string): PullKind {
  if (/^(?:log(?:\.[^/]+)?|shards\/[^/]+\/log)$/.test(path)) return "log";
  if (!path.includes("/") || questions.test(path)) return "record";
  if (inCheckpoint.test(path)) return "checkpoint";
  if (curves.test(path)) return "curve";
  return /(?:^|\/)(?:rollouts|val|validation|reward)\//.test(path) ? "rollouts" : "other";
}
