/** What a window knows of a run that is a miniature. */
export interface MiniatureLook {
  /** It is being trained by this window. */
  readonly isGoing: boolean;
  /** Its last step, as it was asked for. */
  readonly steps: number;
  /** That step is not there yet, and nobody here trains it: it can be resumed. */
  readonly isUnfinished: boolean;
}
