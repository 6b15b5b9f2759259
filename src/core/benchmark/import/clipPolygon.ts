import type { Box } from "../../page/box.js";
import type { Polygon } from "./outline.js";

/** Cuts a polygon at one side of a box: keeps what lies below `limit` (or above it) along an axis (0: x, 1: y). */
function cutAt(polygon: Polygon, axis: 0 | 1, limit: number, keepsBelow: boolean): Polygon {
  const kept: number[] = [];
  const isIn = (value: number) => (keepsBelow ? value <= limit : value >= limit);
  for (let at = 0; at + 1 < polygon.length; at += 2) {
    const before = at === 0 ? polygon.length - 2 : at - 2;
    const [x0 = 0, y0 = 0] = [polygon[before], polygon[before + 1]];
    const [x1 = 0, y1 = 0] = [polygon[at], polygon[at + 1]];
    const [from, to] = axis === 0 ? [x0, x1] : [y0, y1];
    if (isIn(from) !== isIn(to)) {
      const share = (limit - from) / (to - from);
      kept.push(axis === 0 ? limit : x0 + (x1 - x0) * share, axis === 0 ? y0 + (y1 - y0) * share : limit);
    }
    if (isIn(to)) kept.push(x1, y1);
  }
  return kept;
}

/** The part of a polygon inside a box of the same pixels (Sutherland and Hodgman, 1974); empty when there is none. */
export function clipPolygon(polygon: Polygon, [x1, y1, x2, y2]: Box): Polygon {
  const leftCut = cutAt(polygon, 0, x1, false);
  const rightCut = cutAt(leftCut, 0, x2, true);
  return cutAt(cutAt(rightCut, 1, y1, false), 1, y2, true);
}
