import type { Size } from "../../page/size.js";
import type { Bounds } from "./markShape.js";

/** Pixels that two stretches share. */
function shared(a: Bounds, b: Bounds): number {
  const across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return across > 0 && down > 0 ? across * down : 0;
}

/** The same size, moved as far as it has to be to lie on the page. */
export function movedInside([x1, y1, x2, y2]: Bounds, { width, height }: Size): Bounds {
  const dx = Math.max(-x1, Math.min(0, width - x2));
  const dy = Math.max(-y1, Math.min(0, height - y2));
  return [x1 + dx, y1 + dy, x2 + dx, y2 + dy];
}

/**
 * Of some places for a tag, the one that covers least of what other marks are about; of equals the first. Places that
 * stick out of the page are moved onto it before they are judged.
 */
export function placeTag(places: readonly Bounds[], taken: readonly Bounds[], size: Size): Bounds {
  let best: Bounds = [0, 0, 0, 0];
  let least = Infinity;
  for (const place of places) {
    const moved = movedInside(place, size);
    const cost = taken.reduce((sum, other) => sum + shared(moved, other), 0);
    // A hundredth of a pixel is how far sums of fractions may be off.
    if (cost < least - 0.01) [best, least] = [moved, cost];
  }
  return best;
}
