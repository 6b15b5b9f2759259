import { correctness } from "../../core/evaluation/correctness.js";
import { callConventions } from "../../core/rollout/callConventions.js";
import { placeCalls } from "../../core/rollout/placeCalls.js";
import { trajectoryOf } from "../../core/rollout/trajectoryOf.js";
import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import type { Size } from "../../core/page/size.js";
import type { PageView } from "../../protocol/rolloutView.js";
import { detailsOf } from "./detailsOf.js";
import type { OpenedRollout } from "./openedRow.js";
import type { RunContext } from "./runContext.js";

/** The stored page's size, from the image itself or from the data; null when only a likely shape is known. */
function sizeOf(page: PageView): Size | null {
  if (page.kind === "blank" && !page.isSizeKnown) return null;
  return { width: page.width, height: page.height };
}

/**
 * Parses a rollout, joins it with its question and places its zoom calls on the page. `voted` is the coordinate space
 * that the file's rollouts speak for together, where they do; a configured one comes first.
 */
export async function openRollout(
  { rollout, isUtf8 }: Pick<OpenedRollout, "rollout" | "isUtf8">,
  context: RunContext,
  voted: SpaceGuess | null,
): Promise<OpenedRollout> {
  const trajectory = trajectoryOf(rollout);
  const join = context.join(rollout);
  const question = join.kind === "one" ? join.joined.question : null;
  const page = await context.pageOf(rollout, join);
  const pageSize = sizeOf(page);
  const conventions = callConventions(rollout.format);
  const placed = placeCalls(trajectory, {
    page: pageSize,
    space: context.space === null ? voted : { space: context.space, reason: { code: "configured" } },
    limits: context.limits,
    conventions,
    format: rollout.format,
    targets: question?.targets?.map(({ box }) => box) ?? null,
  });
  const { outcome, source } = correctness(rollout, trajectory, question);
  return {
    kind: "rollout",
    rollout,
    isUtf8,
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
