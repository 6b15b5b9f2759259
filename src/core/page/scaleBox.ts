import type { Box } from "./box.js";
import type { Size } from "./size.js";

/** A box on an image of size `from`, on the same image at size `to`. Nothing is rounded, clamped or put in order. */
export function scaleBox(box: Box, from: Size, to: Size): Box {
  // Multiplied first: numbers that come out whole on paper then come out whole here.
  const x = (value: number): number => (from.width === to.width ? value : (value * to.width) / from.width);
  const y = (value: number): number => (from.height === to.height ? value : (value * to.height) / from.height);
  return [x(box[0]), y(box[1]), x(box[2]), y(box[3])];
}
