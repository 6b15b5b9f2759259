import type { RewardRule } from "../reward/strategy.js";

/** A part of a stage that is paid by one rule. Phases of a stage go on in one checkpoint folder. */
export interface TrainingPhase {
  /** A plain name, which stands in paths. */
  readonly name: string;
  readonly rule: RewardRule;
  /** The optimiser step that it ends with. */
  readonly lastStep: number;
}
