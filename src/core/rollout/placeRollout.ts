import { correctness, type Correctness } from "../evaluation/correctness.js";
import type { Question } from "../dataset/question.js";
import type { SpaceGuess } from "../page/coordinateSpace.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { callConventions } from "./callConventions.js";
import { conventionsIn } from "./conventionsIn.js";
import type { PlacedCall } from "./placedCall.js";
import { placeCalls } from "./placeCalls.js";
import type { Rollout } from "./rollout.js";
import type { Trajectory } from "./trajectory.js";

/** What a rollout is placed by. */
export interface RolloutPlacement {
  /** Null where no record of the question is known, or several are. */
  readonly question: Question | null;
  /** Of the stored page; null when unknown. */
  readonly pageSize: Size | null;
  /** The configured coordinate space, or the one that the run's rollouts speak for; null: as this rollout's own calls say. */
  readonly space: SpaceGuess | null;
  readonly limits: ResizeLimits;
}

export interface PlacedRollout extends Correctness {
  readonly placed: readonly PlacedCall[];
}

/** The zoom calls of a parsed rollout on its page, and whether its answer is right. */
export function placeRollout(
  rollout: Omit<Rollout, "extras">,
  trajectory: Pick<Trajectory, "answer" | "calls" | "dialect">,
  { question, pageSize, space, limits }: RolloutPlacement,
): PlacedRollout {
  const placed = placeCalls(trajectory, {
    page: pageSize,
    space,
    limits,
    conventions: conventionsIn(callConventions(rollout.format), trajectory.dialect.id),
    dialect: trajectory.dialect,
    format: rollout.format,
    targets: question?.targets?.map(({ box }) => box) ?? null,
    executed: rollout.executed ?? null,
  });
  const { outcome, source } = correctness(rollout, trajectory, question);
  return { placed, outcome, source };
}
