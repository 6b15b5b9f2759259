import type { Box } from "../../page/box.js";
import type { Outline } from "./outline.js";

/** The box around all polygons of an outline, in its own pixels; null when it has no corner. */
export function outlineBox(outline: Outline): Box | null {
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of outline)
    for (let at = 0; at + 1 < polygon.length; at += 2) {
      const [x = NaN, y = NaN] = [polygon[at], polygon[at + 1]];
      if (x < x1) x1 = x;
      if (x > x2) x2 = x;
      if (y < y1) y1 = y;
      if (y > y2) y2 = y;
    }
  return x1 <= x2 && y1 <= y2 ? [x1, y1, x2, y2] : null;
}
