import type { CallTag } from "../rollout/callTag.js";
import type { Box } from "./box.js";
import type { CoordinateSpace, SpaceGuess, SpaceReason } from "./coordinateSpace.js";
import type { ResizeLimits } from "./resizeLimits.js";
import type { Size } from "./size.js";
import { smartResize } from "./smartResize.js";

/** What a guess may look at in a call. */
export interface SpaceEvidence {
  readonly tool: string | null;
  readonly tag: CallTag;
  readonly requested: Box | null;
}

export interface SpaceContext {
  /** Size of the stored page, null when unknown. */
  readonly page: Size | null;
  readonly limits: ResizeLimits;
  /** Where nothing else tells: the format's name and the space in which its own tool counts. */
  readonly fallback: { readonly format: string; readonly space: CoordinateSpace };
}

/** Tools whose own rule says what the numbers are: 0–1 when all four are below 1, else pixels of the image named. */
const pixelReasonerTools = new Set(["crop_image_normalized", "crop_image"]);

/**
 * The coordinate space in which some calls count, with the reason: no trainer logs it. Tried in the order that the
 * evidence allows: the convention of a tag or tool; fractions; else pixels, and then of which image, from the
 * largest coordinate; else what the format's own tool does.
 */
export function guessSpace(calls: readonly SpaceEvidence[], context: SpaceContext): SpaceGuess {
  const boxes = calls.flatMap(call => (call.requested === null ? [] : [call.requested]));
  return fromConvention(calls, boxes) ?? fromFractions(boxes) ?? fromSizes(boxes, context);
}

function fromConvention(calls: readonly SpaceEvidence[], boxes: readonly Box[]): SpaceGuess | null {
  // Older Mini-o3 runs write pixels inside <grounding>; numbers well over 1 give them away.
  if (calls.some(call => call.tag === "grounding") && boxes.every(box => largest(box) <= 1.5)) {
    return { space: "unit", reason: { code: "tool-convention", tool: "grounding" } };
  }
  const reasoner = calls.find(call => call.tool !== null && pixelReasonerTools.has(call.tool))?.tool;
  if (reasoner !== undefined && reasoner !== null) {
    const space = boxes.every(box => largest(box) < 1) ? "unit" : "page";
    return { space, reason: { code: "tool-convention", tool: reasoner } };
  }
  return null;
}

/** [0, 0, 1, 1] alone could be the whole page or one pixel of it, so one number has to be a true fraction. */
function fromFractions(boxes: readonly Box[]): SpaceGuess | null {
  const numbers = boxes.flat();
  const areFractions = numbers.every(value => value <= 1) && numbers.some(value => !Number.isInteger(value));
  return areFractions ? { space: "unit", reason: { code: "fractions" } } : null;
}

function fromSizes(boxes: readonly Box[], { page, limits, fallback }: SpaceContext): SpaceGuess {
  if (page === null) return { space: fallback.space, reason: { code: "page-size-unknown" } };
  const seen = smartResize(page, limits);
  if (seen.kind !== "resized") {
    return { space: "page", reason: { code: "format-default", format: fallback.format } };
  }
  const model = seen.size;
  if (model.width === page.width && model.height === page.height) {
    return { space: "page", reason: { code: "same-size" } };
  }
  const overModel = overEdge(boxes, model);
  const overPage = overEdge(boxes, page);
  if (overModel !== null && overPage === null) {
    return { space: "page", reason: { code: "exceeds-model", ...overModel } };
  }
  if (overPage !== null && overModel === null) {
    return { space: "model", reason: { code: "exceeds-page", ...overPage } };
  }
  return { space: fallback.space, reason: { code: "format-default", format: fallback.format } };
}

type OverEdge = Pick<Extract<SpaceReason, { code: "exceeds-page" }>, "value" | "limit" | "axis">;

/** The coordinate that reaches farthest over an image's right or lower edge. */
function overEdge(boxes: readonly Box[], image: Size): OverEdge | null {
  let farthest: OverEdge | null = null;
  for (const box of boxes) {
    const x = Math.max(box[0], box[2]);
    const y = Math.max(box[1], box[3]);
    const beyond = farthest === null ? 0 : farthest.value - farthest.limit;
    if (x - image.width > beyond) farthest = { value: x, limit: image.width, axis: "x" };
    if (y - image.height > Math.max(beyond, x - image.width)) farthest = { value: y, limit: image.height, axis: "y" };
  }
  return farthest;
}

function largest(box: Box): number {
  return Math.max(box[0], box[1], box[2], box[3]);
}
