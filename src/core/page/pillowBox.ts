import type { Box } from "./box.js";
import { roundHalfEven } from "./roundHalfEven.js";

/** The whole pixels that Pillow's `Image.crop` takes for a box of floats: Python's `round` on each number. */
export function pillowBox(box: Box): Box {
  return [roundHalfEven(box[0]), roundHalfEven(box[1]), roundHalfEven(box[2]), roundHalfEven(box[3])];
}
