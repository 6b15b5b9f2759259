import type { Box } from "./box.js";
import type { CropOutcome } from "./cropOutcome.js";
import type { Size } from "./size.js";
import { truncatedBox } from "./truncatedBox.js";

/** What is this many times longer than wide, or more, is refused. */
const refusedRatio = 200;

/**
 * What Mini-o3 crops (verl/workers/rollout/vllm_rollout/function_tools.py): cut to whole pixels, clamped to the last one
 * (so that the right and the lower edge are never part of a crop), at least one pixel wide.
 */
export function miniO3Crop(requested: Box, { width, height }: Size): CropOutcome {
  const [x1, y1, x2, y2] = truncatedBox(requested);
  const box: Box = [Math.max(x1, 0), Math.max(y1, 0), Math.min(x2, width - 1), Math.min(y2, height - 1)];
  const [wide, high] = [box[2] - box[0], box[3] - box[1]];
  if (!(wide >= 1 && high >= 1)) {
    const isOrdered = requested[0] < requested[2] && requested[1] < requested[3];
    if (!isOrdered) return { kind: "refused", by: "inverted" };
    const isOutside = x1 >= width || y1 >= height || x2 <= 0 || y2 <= 0;
    return { kind: "refused", by: isOutside ? "outside-page" : "too-small" };
  }
  if (Math.max(wide / high, high / wide) >= refusedRatio) return { kind: "refused", by: "aspect-ratio" };
  const isClamped = box[0] !== x1 || box[1] !== y1 || box[2] !== x2 || box[3] !== y2;
  return { kind: "executed", box, changedBy: isClamped ? ["clamped"] : [] };
}
