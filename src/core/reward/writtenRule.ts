/** What our own reward function wrote of the rule that it paid by. */
export interface WrittenRule {
  readonly rulePhase: string | null;
  readonly strategyHash: string | null;
}
