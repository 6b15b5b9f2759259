import type { Outline, Polygon } from "./outline.js";

/** Area of a polygon that does not cross itself, whichever way it turns (shoelace formula), in square pixels. */
export function polygonArea(polygon: Polygon): number {
  let twice = 0;
  const last = polygon.length - 2;
  for (let at = 0; at <= last; at += 2) {
    const next = at === last ? 0 : at + 2;
    twice += (polygon[at] ?? 0) * (polygon[next + 1] ?? 0) - (polygon[next] ?? 0) * (polygon[at + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

/** Areas of all polygons together: those of one object are its parts, which do not overlap. */
export function outlineArea(outline: Outline): number {
  return outline.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
}
