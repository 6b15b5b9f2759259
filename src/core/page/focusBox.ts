import type { Box } from "./box.js";
import type { Size } from "./size.js";
import { truncatedBox } from "./truncatedBox.js";

const enlarged = 1.5;

/**
 * The part that Chain-of-Focus crops for a box inside the resized page (eval/vstar/vllm_inference.py
 * `find_absolute_bboxes`): half as large again about its middle, cut at the edges, in whole pixels.
 */
export function focusBox([x1, y1, x2, y2]: Box, { width, height }: Size): Box {
  const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const [halfX, halfY] = [((x2 - x1) * enlarged) / 2, ((y2 - y1) * enlarged) / 2];
  const [left, top] = [Math.max(0, middleX - halfX), Math.max(0, middleY - halfY)];
  const [right, bottom] = [Math.min(width, middleX + halfX), Math.min(height, middleY + halfY)];
  return truncatedBox([left, top, right, bottom]);
}
