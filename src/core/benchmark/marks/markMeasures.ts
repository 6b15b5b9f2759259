import type { Size } from "../../page/size.js";

/** How large marks are, in pixels of the image that they are drawn on. */
export interface MarkMeasures {
  /** Width of a line. */
  readonly line: number;
  /** Height of a letter. */
  readonly letter: number;
}

/**
 * Side of the square that a page is taken down to where a model is given the fewest pixels that are in use
 * (LLaMA-Factory's image_max_pixels, 262,144): a line is 2 pixels and a letter 12 there, and never fewer anywhere.
 */
const smallestSide = 512;
const leastLine = 2;
const leastLetter = 12;

/** Marks grow with the page, since a model sees a large page made smaller. On a tiny one they leave room for it. */
export function markMeasures({ width, height }: Size): MarkMeasures {
  const scale = Math.max(1, Math.sqrt(width * height) / smallestSide);
  const room = Math.min(width, height);
  return { line: Math.min(leastLine * scale, room / 12), letter: Math.min(leastLetter * scale, room / 4) };
}
