import type { Box } from "./box.js";
import type { CropOutcome } from "./cropOutcome.js";
import { focusBox } from "./focusBox.js";
import { fromPillow } from "./fromPillow.js";
import type { Size } from "./size.js";

const isInside = ([x1, y1, x2, y2]: Box, { width, height }: Size): boolean =>
  x1 >= 0 && x1 < width && y1 >= 0 && y1 < height && x2 > 0 && x2 <= width && y2 > 0 && y2 <= height;

/**
 * What Chain-of-Focus crops of the resized page. A box that does not lie in it is refused in training
 * (verl/recipe/zoomin/zoomin_vision_tool.py), and answered with the whole page by its evaluation (`answersWhole`).
 */
export function focusCrop(requested: Box, image: Size, answersWhole: boolean): CropOutcome {
  const isOrdered = requested[0] < requested[2] && requested[1] < requested[3];
  const outcome: CropOutcome = !isInside(requested, image)
    ? { kind: "refused", by: "outside-page" }
    : isOrdered
      ? fromPillow(focusBox(requested, image), image, ["widened"])
      : { kind: "refused", by: "inverted" };
  if (outcome.kind === "executed" || !answersWhole) return outcome;
  return { kind: "executed", box: [0, 0, image.width, image.height], changedBy: ["whole-page"] };
}
