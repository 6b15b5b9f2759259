import type { RewardPart } from "./rewardPart.js";

type Role = Exclude<RewardPart["role"], "total">;

/** Columns that trainers and reward functions use for each part, most specific first; compared without case. */
export const rewardPartColumns: readonly (readonly [Role, readonly string[]])[] = [
  ["format", ["format_reward", "reward_format", "r_format", "format_score", "format"]],
  ["accuracy", ["acc_reward", "accuracy_reward", "reward_acc", "r_acc", "acc_score", "accuracy", "acc"]],
  ["count", ["count_reward", "reward_count", "r_count", "tool_count_reward", "count"]],
  ["iou", ["iou_reward", "reward_iou", "r_iou", "tool_iou", "toolacc", "r_toolacc", "iou", "iou_mean"]],
];

/** The columns that a part of this name may be logged in, in lower case; null for a name that is none of the roles. */
export const columnsOfPart = (name: string): readonly string[] | null =>
  rewardPartColumns.find(([role]) => role === name.toLowerCase())?.[1] ?? null;
