import type { Box } from "../../src/core/page/box.js";
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
    };

/** Tools round to whole pixels of their own image, which can be more than one pixel of the page. */
const rounding = 3;

const differs = (requested: Box, executed: Box) =>
  requested.some((value, side) => Math.abs(value - (executed[side] ?? value)) > rounding);

function ofCall({ page, executed, changedBy, refusedBy, iou }: PlacedCall, index: number): readonly DrawnBox[] {
  const boxes: DrawnBox[] = [];
  if (page !== null && (executed === null || changedBy.length > 0 || differs(page, executed)))
    boxes.push({ kind: "requested", index, box: page, kept: executed, isRefused: refusedBy !== null });
  if (executed !== null) boxes.push({ kind: "executed", index, box: executed, iou });
  return boxes;
}

/**
 * The boxes of a rollout, from the bottom to the top: targets, then each zoom call. A requested box is drawn only where
 * the tool changed or refused it.
 */
export function drawnBoxes(view: Pick<RolloutView, "targets" | "placed">): readonly DrawnBox[] {
  const targets = (view.targets ?? []).map(({ box, role }, index): DrawnBox => ({ kind: "target", index, box, role }));
  return [...targets, ...view.placed.flatMap(ofCall)];
}
