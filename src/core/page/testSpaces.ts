import type { Box } from "./box.js";
import { clampBox } from "./clampBox.js";
import { type CoordinateSpace, coordinateSpaces } from "./coordinateSpace.js";
import { matchBoxes } from "./matchBoxes.js";
import type { ResizeLimits } from "./resizeLimits.js";
import type { Size } from "./size.js";
import { toPagePixels } from "./toPagePixels.js";

/** One rollout's requested boxes as written, its page, and its targets in page pixels. */
export interface SpaceTrial {
  readonly requested: readonly Box[];
  readonly page: Size;
  readonly targets: readonly Box[];
}

export interface SpaceTest {
  /** Calls that had targets to be compared with: the denominator of every mean. */
  readonly calls: number;
  /** Mean IoU of those calls under each candidate space, in the order of `coordinateSpaces`. */
  readonly means: readonly { readonly space: CoordinateSpace; readonly meanIou: number }[];
  /** A space that explains the boxes clearly better than the one in use, with both numbers. */
  readonly better: {
    readonly space: CoordinateSpace;
    readonly meanIou: number;
    readonly currentMeanIou: number;
  } | null;
}

/** Below this many calls a difference may be luck. */
const enoughCalls = 30;
const clearDifference = 0.2;
const clearRatio = 2;
/** Sums of doubles miss a round threshold by their last bits. */
const rounding = 1e-9;

/**
 * Tests the space in use against the targets: under the right space a model's zooms lie nearer to them. Null without
 * any call that has targets. IoU is that of the requested box, clamped to the page, in the best one-to-one assignment
 * of its rollout.
 */
export function testSpaces(
  trials: readonly SpaceTrial[],
  current: CoordinateSpace,
  limits: ResizeLimits,
): SpaceTest | null {
  const usable = trials.filter(trial => trial.targets.length > 0);
  const calls = usable.reduce((sum, trial) => sum + trial.requested.length, 0);
  if (calls === 0) return null;
  const means = coordinateSpaces.map(space => ({
    space,
    meanIou: usable.reduce((sum, trial) => sum + sumOfIou(trial, space, limits), 0) / calls,
  }));
  return { calls, means, better: calls >= enoughCalls ? clearlyBetter(means, current) : null };
}

function sumOfIou(trial: SpaceTrial, space: CoordinateSpace, limits: ResizeLimits): number {
  const boxes = trial.requested.map(box => {
    const onPage = toPagePixels(box, space, trial.page, limits);
    return onPage === null ? null : clampBox(onPage, trial.page);
  });
  return matchBoxes(boxes, trial.targets).reduce((sum, match) => sum + match.iou, 0);
}

function clearlyBetter(means: SpaceTest["means"], current: CoordinateSpace): SpaceTest["better"] {
  const currentMeanIou = means.find(mean => mean.space === current)?.meanIou ?? 0;
  const best = means.reduce((a, b) => (b.meanIou > a.meanIou ? b : a));
  const isBetter =
    best.space !== current &&
    best.meanIou - currentMeanIou >= clearDifference - rounding &&
    best.meanIou >= clearRatio * currentMeanIou - rounding;
  return isBetter ? { space: best.space, meanIou: best.meanIou, currentMeanIou } : null;
}
