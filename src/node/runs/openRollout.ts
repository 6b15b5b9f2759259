import { callConventions } from "../../core/rollout/callConventions.js";
import { placeRollout } from "../../core/rollout/placeRollout.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import { detailsOf } from "./detailsOf.js";
import { pageSizeOf } from "./pageSizeOf.js";
import type { OpenedRollout } from "./openedRow.js";
import type { RunContext } from "./runContext.js";
import { usedSpace } from "./usedSpace.js";

/**
 * Parses a rollout, joins it with its question and places its zoom calls on the page. `voted` is the coordinate space
 * that the file's rollouts speak for together, where they do; a configured one comes first.
 */
export async function openRollout(
  { rollout, isUtf8, lineFile }: Pick<OpenedRollout, "rollout" | "isUtf8" | "lineFile">,
  context: RunContext,
  voted: SpaceGuess | null,
): Promise<OpenedRollout> {
  const trajectory = trajectoryOf(rollout, context.dialect);
  const join = context.join(rollout);
  const question = join.kind === "one" ? join.joined.question : null;
  const page = await context.pageOf(join);
  const pageSize = pageSizeOf(page);
  const conventions = callConventions(rollout.format);
  const { placed, outcome, source } = placeRollout(rollout, trajectory, {
    question,
    pageSize,
    space: usedSpace(context, voted),
    limits: context.limits,
  });
  return {
    kind: "rollout",
    rollout,
    isUtf8,
    lineFile,
    trajectory,
    join,
    page,
    pageSize,
    guess: placed[0]?.guess ?? null,
    placed,
    outcome,
    outcomeSource: source,
    given: trajectory.answer,
    details: detailsOf(outcome, trajectory, placed, conventions),
  };
}
