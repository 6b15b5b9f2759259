import type { CoordinateSpace } from "../page/coordinateSpace.js";
import { defaultResizeLimits, type ResizeLimits } from "../page/resizeLimits.js";
import type { EvaluationRun } from "./evaluationRun.js";

/** In what the boxes of an evaluation's dump count. */
export interface DumpSpace {
  readonly space: CoordinateSpace;
  /** By which pages become model pixels. */
  readonly limits: ResizeLimits;
  /** False: calls stand in the dump with their boxes in page pixels, since no space has the model's own numbers. */
  readonly isVerbatim: boolean;
}

/** As smart_resize is told them. */
export function limitsOf({ multiple, min_pixels: least, max_pixels: most }: EvaluationRun["image"]): ResizeLimits {
  if (multiple === null) return defaultResizeLimits;
  return {
    factor: multiple,
    minPixels: least ?? multiple * multiple,
    maxPixels: most ?? Number.MAX_SAFE_INTEGER,
  };
}

/**
 * The coordinate space by which readers of dumps find the boxes of a run on its pages. The model's own words are kept
 * wherever one of their spaces means the same.
 */
export function dumpSpace({ boxes, image }: Pick<EvaluationRun, "boxes" | "image">): DumpSpace {
  const limits = limitsOf(image);
  const rewritten: DumpSpace = { space: "page", limits, isVerbatim: false };
  // A page with something beside it is wider than the one that is stored.
  if (image.shown === "aside") return rewritten;
  switch (boxes) {
    case "norm1000_xyxy":
      return { space: "thousand", limits, isVerbatim: true };
    case "norm1":
      return { space: "unit", limits, isVerbatim: true };
    case "px_resized":
    case "px_sent":
      return image.multiple !== null && image.max_side === null
        ? { space: "model", limits, isVerbatim: true }
        : rewritten;
    case "norm1000_yxyx":
      return rewritten;
    default: {
      const never: never = boxes;
      return never;
    }
  }
}
