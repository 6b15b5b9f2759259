/** How far a training is, as its own files say. null: they do not say. */
export interface StepProgress {
  readonly step: number;
  readonly totalSteps: number | null;
  /** Mean reward of the step as the trainer logged it. */
  readonly reward: number | null;
  /** Duration of a step in seconds: the mean of the steps that were seen. */
  readonly secondsPerStep: number | null;
  /** As the trainer itself foretells it, in seconds. */
  readonly secondsLeft: number | null;
}
