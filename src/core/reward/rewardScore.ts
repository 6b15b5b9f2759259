/** The four parts of the paper's reward. Null: not recomputable. */
export interface RewardComponents {
  readonly format: number | null;
  readonly accuracy: number | null;
  readonly toolCount: number | null;
  readonly toolAccuracy: number | null;
}

export type ComponentName = keyof RewardComponents;
export const componentNames = ["format", "accuracy", "toolCount", "toolAccuracy"] as const satisfies ComponentName[];

/** What one rule pays for one rollout. */
export interface RewardScore {
  readonly components: RewardComponents;
  /** Null when a part that the rule pays for cannot be recomputed. */
  readonly total: number | null;
}
