import type { WholeBox } from "../../src/core/benchmark/wholeBox.js";
import type { Size } from "../../src/core/page/size.js";
import type { Point } from "../page/projection.js";

/** What of a target is held: the whole box or a corner. In the order of the Tab key. */
export const grips = ["move", "nw", "ne", "se", "sw"] as const;
export type Grip = (typeof grips)[number];

/** Smaller than this no target becomes, in page pixels: its corners have to stay apart. */
const least = 4;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** Where a grip is, in page pixels. */
export function gripPoint([x1, y1, x2, y2]: WholeBox, grip: Grip): Point {
  switch (grip) {
    case "move":
      return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
    case "nw":
      return { x: x1, y: y1 };
    case "ne":
      return { x: x2, y: y1 };
    case "se":
      return { x: x2, y: y2 };
    case "sw":
      return { x: x1, y: y2 };
  }
}

/** The grip of a box that a point means: the nearest corner within reach, else the box it is in; null beside both. */
export function gripAt(box: WholeBox, at: Point, reach: number): Grip | null {
  const far = (grip: Grip) => {
    const { x, y } = gripPoint(box, grip);
    return Math.hypot(at.x - x, at.y - y);
  };
  const [nearest] = grips.slice(1).toSorted((a, b) => far(a) - far(b));
  if (nearest !== undefined && far(nearest) <= reach) return nearest;
  const [x1, y1, x2, y2] = box;
  return at.x >= x1 && at.x <= x2 && at.y >= y1 && at.y <= y2 ? "move" : null;
}

/**
 * The box with a grip moved by whole pixels. It stays on the page, and its sides stay apart; a box that is moved as a
 * whole keeps its size.
 */
export function moveGrip(box: WholeBox, grip: Grip, right: number, down: number, page: Size): WholeBox {
  const [x1, y1, x2, y2] = box;
  const [dx, dy] = [Math.round(right), Math.round(down)];
  if (grip === "move") {
    const x = clamp(x1 + dx, 0, page.width - (x2 - x1));
    const y = clamp(y1 + dy, 0, page.height - (y2 - y1));
    return [x, y, x + x2 - x1, y + y2 - y1];
  }
  const isLeft = grip === "nw" || grip === "sw";
  const isTop = grip === "nw" || grip === "ne";
  return [
    isLeft ? clamp(x1 + dx, 0, x2 - least) : x1,
    isTop ? clamp(y1 + dy, 0, y2 - least) : y1,
    isLeft ? x2 : clamp(x2 + dx, x1 + least, page.width),
    isTop ? y2 : clamp(y2 + dy, y1 + least, page.height),
  ];
}
