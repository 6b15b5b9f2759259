import type { JoinResult } from "../../core/dataset/joinQuestion.js";
import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import type { Size } from "../../core/page/size.js";
import type { Outcome, OutcomeSource } from "../../core/rollout/outcome.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { RolloutDetails } from "../../core/rollout/rolloutDetails.js";
import type { Trajectory } from "../../core/rollout/trajectory.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { PageView } from "../../protocol/rolloutView.js";

/** A row that was read, parsed, joined and placed on its page. */
export interface OpenedRollout {
  readonly kind: "rollout";
  readonly rollout: Rollout;
  /** False when some of the row's bytes were no UTF-8 and became U+FFFD. */
  readonly isUtf8: boolean;
  /** The file of the trainer's own JSONL that a line of was joined with it; null: none was. */
  readonly lineFile: string | null;
  readonly trajectory: Trajectory;
  readonly join: JoinResult;
  readonly page: PageView;
  /** Size of the stored page; null when neither the image nor the data know it. */
  readonly pageSize: Size | null;
  /** Null for rollouts without zoom calls. */
  readonly guess: SpaceGuess | null;
  /** The zoom calls. */
  readonly placed: readonly PlacedCall[];
  readonly outcome: Outcome;
  readonly outcomeSource: OutcomeSource;
  /** The answer as the parser took it, for display. */
  readonly given: string | null;
  readonly details: RolloutDetails;
}

/** A row that cannot be shown as a rollout. `malformed` rows are that for good; the others may be readable later. */
export interface FailedRow {
  readonly kind: "malformed" | "unreadable";
  readonly problem: FileProblem;
}

export type OpenedRowResult = OpenedRollout | FailedRow;
