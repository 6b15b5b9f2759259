/** "From step 17 on the log follows strategy X": steps whose logged totals follow one rule, with the evidence for it. */
export interface RuleSpan {
  /** First and last step, both included; null for rollouts without a step. */
  readonly from: number | null;
  readonly to: number | null;
  /** The strategy that the logged totals agree with most; null: they agree with none. */
  readonly strategy: string | null;
  /** Strategies that the span's rollouts cannot tell from it: they agree with the same totals. */
  readonly alsoFits: readonly string[];
  /** Rollouts whose total agrees, of those that could be compared. */
  readonly agreeing: number;
  readonly compared: number;
  /** Of the agreeing ones, those that cannot be recomputed or differ in a part: only their logged parts add up by the rule. */
  readonly byLoggedParts: number;
  /** Rollouts whose logged total is NaN or infinite; they are not among the compared ones. */
  readonly notFinite: number;
  /** True where the rows say it themselves (phase and strategy hash of our reward function). */
  readonly isWritten: boolean;
}
