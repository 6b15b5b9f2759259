import type { CutReason } from "./trajectory.js";
import type { Outcome } from "./outcome.js";

/** What needs a rollout's text, and for IoU the join with its targets. No part of the first index: computed for shown rows. */
export interface RolloutDetails {
  readonly outcome: Outcome;
  /** Zoom calls that the trainer's parser takes for one, those that the tool executed, those that were refused. */
  readonly calls: number;
  readonly executed: number;
  readonly refused: number;
  /** Zoom calls that have an IoU: none without targets, and not those that the trainer's parser takes for no call. */
  readonly judged: number;
  /** Mean IoU over the judged calls; null when there are none. */
  readonly meanIou: number | null;
  /** The highest IoU of them; null when there are none. */
  readonly bestIou: number | null;
  /** IoU of the k-th zoom call (0 for surplus and refused ones); empty without targets. */
  readonly ious: readonly number[];
  readonly cut: CutReason | null;
  /** Parts of the response that are malformed. */
  readonly problems: number;
}
