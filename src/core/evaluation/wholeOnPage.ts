import type { WholeBox } from "../benchmark/wholeBox.js";
import type { Box } from "../page/box.js";
import type { Size } from "../page/size.js";

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The whole pixels of a page that a box stands for: rounded, on the page, with at least one pixel each way. */
export function wholeOnPage([x1, y1, x2, y2]: Box, { width, height }: Size): WholeBox {
  const left = within(Math.round(x1), 0, width - 1);
  const top = within(Math.round(y1), 0, height - 1);
  return [left, top, within(Math.round(x2), left + 1, width), within(Math.round(y2), top + 1, height)];
}
