import type { Box } from "./box.js";
import type { CropOutcome } from "./cropOutcome.js";
import { fromPillow } from "./fromPillow.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";
import { truncatedBox } from "./truncatedBox.js";

/** What is added on every side, as a share of the image's own. */
const margin = 0.1;
/** `zoom_in` adds no more than so many pixels. */
const widestMargin = 600;
/** Neither side of a crop may be this short or shorter, in pixels of the image that is cropped. */
const refusedSide = 28;

export interface ReasonerRule {
  /** No more margin than 600 pixels, and numbers cut to whole ones: `zoom_in`, and all tools of verl-tool. */
  readonly isZoom: boolean;
  /** Whether small crops are refused. verl-tool takes them. */
  readonly hasSmallest: boolean;
}

const within = (share: number): number => Math.min(Math.max(0, share), 1);

/**
 * What Pixel-Reasoner's tools crop (`CropImageNormalized`, `ZoomIn` of experience_maker.py), and verl-tool's after them
 * (pixel_reasoner.py): a margin on every side, then clamped. `shares`: the box as shares of the image's sides.
 */
export function reasonerCrop(shares: Box, image: Size, { isZoom, hasSmallest }: ReasonerRule): CropOutcome {
  const { width, height } = image;
  const marginX = isZoom ? Math.min(margin, widestMargin / width) : margin;
  const marginY = isZoom ? Math.min(margin, widestMargin / height) : margin;
  const [x1, y1, x2, y2] = shares;
  const sides: Box = [
    within(x1 - marginX) * width,
    within(y1 - marginY) * height,
    within(x2 + marginX) * width,
    within(y2 + marginY) * height,
  ];
  const whole = isZoom ? truncatedBox(sides) : pillowBox(sides);
  const outcome = fromPillow(whole, image, ["margin"]);
  if (outcome.kind === "refused") {
    return x1 < x2 && y1 < y2 ? { kind: "refused", by: "outside-page" } : outcome;
  }
  const isSmall = whole[2] - whole[0] <= refusedSide || whole[3] - whole[1] <= refusedSide;
  return hasSmallest && isSmall ? { kind: "refused", by: "too-small" } : outcome;
}
