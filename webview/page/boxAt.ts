import type { Box } from "../../src/core/page/box.js";
import type { DrawnBox } from "./drawnBoxes.js";
import type { Point } from "./projection.js";

const area = ([x1, y1, x2, y2]: Box) => Math.abs(x2 - x1) * Math.abs(y2 - y1);

const holds = ([x1, y1, x2, y2]: Box, { x, y }: Point, reach: number) =>
  x >= Math.min(x1, x2) - reach &&
  x <= Math.max(x1, x2) + reach &&
  y >= Math.min(y1, y2) - reach &&
  y <= Math.max(y1, y2) + reach;

/**
 * The box that a pointer means: the smallest that holds the point, zoom calls before targets. `reach` widens every box,
 * so that a thin line can be hit. All in page pixels.
 */
export function boxAt(boxes: readonly DrawnBox[], point: Point, reach: number): DrawnBox | null {
  const hit = boxes.filter(({ box }) => holds(box, point, reach));
  const calls = hit.filter(({ kind }) => kind !== "target");
  const candidates = calls.length > 0 ? calls : hit;
  return candidates.reduce<DrawnBox | null>(
    (best, box) => (best === null || area(box.box) < area(best.box) ? box : best),
    null,
  );
}
