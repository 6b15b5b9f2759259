/** Ways to turn a group's rewards into advantages; see `advantages.ts` for each one's formula and source. */
export const estimatorIds = [
  "grpo",
  "grpo-trl",
  "dr-grpo",
  "rloo",
  "grpo-population",
  "reinforce++",
  "reinforce++-baseline",
  "gdpo",
] as const;
export type EstimatorId = (typeof estimatorIds)[number];

/** Why a group gives no signal. */
export type NoSpreadReason = "all_right" | "all_wrong" | "all_malformed" | "cancel" | "equal" | "size_one" | "tiny";
