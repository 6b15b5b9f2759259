import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { Camera } from "./camera.js";

/** A small page is not blown up beyond this. */
const largestFit = 4;

/**
 * The camera that shows a box of the page whole and centred, with `margin` CSS pixels left free on every side (tags
 * need them). A stage without a size yet gets a camera of scale 1.
 */
export function fitCamera(box: Box, stage: Size, margin: number): Camera {
  const [x1, y1, x2, y2] = box;
  const width = Math.max(1, x2 - x1);
  const height = Math.max(1, y2 - y1);
  const scale = Math.min((stage.width - 2 * margin) / width, (stage.height - 2 * margin) / height, largestFit);
  return { centerX: (x1 + x2) / 2, centerY: (y1 + y2) / 2, scale: scale > 0 ? scale : 1 };
}
