import type { Box } from "../../src/core/page/box.js";
import { isNotRun } from "../../src/core/rollout/isNotRun.js";
import type { PlacedCall } from "../../src/core/rollout/placedCall.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";

/** A box on the page. `index` counts targets or zoom calls from 0; the box is in page pixels. */
export type DrawnBox =
  | { readonly kind: "target"; readonly index: number; readonly box: Box; readonly role: string | null }
  | { readonly kind: "executed"; readonly index: number; readonly box: Box; readonly iou: number | null }
  | {
      readonly kind: "requested";
      readonly index: number;
      readonly box: Box;
      /** What the tool kept of it; the rest is hatched. Null when it kept nothing, or when nobody knows what. */
      readonly kept: Box | null;
      readonly isRefused: boolean;
      /** Nobody ran the call: it was neither executed nor refused. */
      readonly isNotRun: boolean;
    };

/** Tools round to whole pixels of their own image, which can be more than one pixel of the page. */
const rounding = 3;

const differs = (requested: Box, executed: Box) =>
  requested.some((value, side) => Math.abs(value - (executed[side] ?? value)) > rounding);

/** What of a zoom call its boxes are drawn from, in page pixels. */
interface DrawnCall {
  readonly requested: Box | null;
  readonly executed: Box | null;
  readonly iou: number | null;
  /** The tool is known to have changed the request. */
  readonly isChanged: boolean;
  readonly isRefused: boolean;
  /** Left out: somebody ran it, or nobody knows. */
  readonly isNotRun?: boolean;
}

function ofCall(
  { requested, executed, isChanged, isRefused, isNotRun: isIdle, iou }: DrawnCall,
  index: number,
): readonly DrawnBox[] {
  const boxes: DrawnBox[] = [];
  if (requested !== null && (executed === null || isChanged || differs(requested, executed)))
    boxes.push({ kind: "requested", index, box: requested, kept: executed, isRefused, isNotRun: isIdle === true });
  if (executed !== null) boxes.push({ kind: "executed", index, box: executed, iou });
  return boxes;
}

const placedCall = ({ page, executed, changedBy, refusedBy, iou }: PlacedCall): DrawnCall => ({
  ...{ requested: page, executed, iou },
  ...{
    isChanged: changedBy.length > 0,
    isRefused: refusedBy !== null && !isNotRun(refusedBy),
    isNotRun: isNotRun(refusedBy),
  },
});

/**
 * The boxes of a rollout, from the bottom to the top: targets, then each zoom call. A requested box is drawn only where
 * the tool changed or refused it.
 */
export function drawnBoxes({ targets, placed }: Pick<RolloutView, "targets" | "placed">): readonly DrawnBox[] {
  return boxesOfCalls(targets, placed.map(placedCall));
}

/** The same for calls of which only their boxes are known. */
export function boxesOfCalls(targets: RolloutView["targets"], calls: readonly DrawnCall[]): readonly DrawnBox[] {
  const drawn = (targets ?? []).map(({ box, role }, index): DrawnBox => ({ kind: "target", index, box, role }));
  return [...drawn, ...calls.flatMap(ofCall)];
}
