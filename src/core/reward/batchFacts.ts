/** What a rule needs to know about the rollouts beside the one that is scored. */
export interface BatchFacts {
  /**
   * Share of rollouts that call a zoom tool. Pixel-Reasoner takes it over the rollouts of one question (TIGER-AI-Lab/
   * Pixel-Reasoner, experience_maker.py: `rapr`), so give the group's rate where groups are known.
   */
  readonly callRate: number;
}
