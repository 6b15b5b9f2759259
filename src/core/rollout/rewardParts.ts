import type { RewardPart } from "./rewardPart.js";
import { readLoggedNumber } from "./readLoggedNumber.js";
import type { Rollout } from "./rollout.js";

/** Columns that trainers and reward functions use for each part, most specific first; compared without case. */
const names: readonly (readonly [RewardPart["role"], readonly string[]])[] = [
  ["format", ["format_reward", "reward_format", "r_format", "format_score", "format"]],
  ["accuracy", ["acc_reward", "accuracy_reward", "reward_acc", "r_acc", "acc_score", "accuracy", "acc"]],
  ["count", ["count_reward", "reward_count", "r_count", "tool_count_reward", "count"]],
  ["iou", ["iou_reward", "reward_iou", "r_iou", "tool_iou", "toolacc", "r_toolacc", "iou", "iou_mean"]],
];

/**
 * The parts of the reward that a row logs: one part a role at most, and the total, which is the logged score.
 * A part that the trainer did not log is not in the list; it is never taken for 0.
 */
export function rewardParts(rollout: Rollout): readonly RewardPart[] {
  const columns = new Map(rollout.extras.map(({ name, value }) => [name.toLowerCase(), { name, value }]));
  const parts: RewardPart[] = [];
  for (const [role, candidates] of names) {
    const name = candidates.find(candidate => columns.has(candidate));
    const column = name === undefined ? undefined : columns.get(name);
    if (column !== undefined) parts.push({ role, name: column.name, value: readLoggedNumber(column.value) });
    else if (role === "accuracy" && rollout.acc.kind !== "absent")
      parts.push({ role, name: "acc", value: rollout.acc });
  }
  return [...parts, { role: "total", name: "score", value: rollout.score }];
}
