import type { CropRule } from "../rollout/placedCall.js";
import type { Box } from "./box.js";
import { clampSides } from "./clampSides.js";
import type { CropOutcome } from "./cropOutcome.js";
import { fromPillow } from "./fromPillow.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";

/** One visual token of Qwen3-VL, in pixels. */
const smallest = 32;

function enlarged([x1, y1, x2, y2]: Box, image: Size): Box {
  const ratio = smallest / Math.min(x2 - x1, y2 - y1);
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const halfWidth = Math.ceil((x2 - x1) * ratio * 0.5);
  const halfHeight = Math.ceil((y2 - y1) * ratio * 0.5);
  const box: Box = [
    Math.floor(x - halfWidth),
    Math.floor(y - halfHeight),
    Math.ceil(x + halfWidth),
    Math.ceil(y + halfHeight),
  ];
  return clampSides(box, image);
}

/**
 * What Qwen-Agent's tool for Qwen3-VL crops (qwen_agent/tools/image_zoom_in_qwen3vl.py): clamp, enlarge what is under 32
 * pixels about its centre where that leaves more than 32 inside the image, else crop it as small as it is.
 */
export function qwenAgentCrop(requested: Box, image: Size): CropOutcome {
  const clamped = clampSides(requested, image);
  if (!(clamped[0] < clamped[2] && clamped[1] < clamped[3])) {
    const isOrdered = requested[0] < requested[2] && requested[1] < requested[3];
    return { kind: "refused", by: isOrdered ? "outside-page" : "inverted" };
  }
  const changedBy: CropRule[] = clamped.some((value, index) => value !== requested[index]) ? ["clamped"] : [];
  if (clamped[2] - clamped[0] >= smallest && clamped[3] - clamped[1] >= smallest)
    return fromPillow(pillowBox(clamped), image, changedBy);
  const larger = enlarged(clamped, image);
  const isLargeEnough = larger[2] - larger[0] > smallest && larger[3] - larger[1] > smallest;
  if (!isLargeEnough) return fromPillow(pillowBox(clamped), image, changedBy);
  return fromPillow(pillowBox(larger), image, [...changedBy, "enlarged"]);
}
