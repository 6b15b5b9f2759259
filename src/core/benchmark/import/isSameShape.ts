import type { Size } from "../../page/size.js";

/** So much may the two sides' scales differ, by the rounding of a page that was made smaller. */
const tolerance = 0.01;

/** Whether one size is the other made larger or smaller. */
export const isSameShape = (a: Size, b: Size): boolean =>
  Math.abs(a.width / b.width / (a.height / b.height) - 1) <= tolerance;
