import type { Box } from "../../page/box.js";
import { outlineArea } from "./outlineArea.js";
import type { Outline, Polygon } from "./outline.js";

/** A balloon as annotated, in page pixels. */
export interface BubbleShape {
  readonly id: string;
  readonly box: Box;
  readonly outline: Outline | null;
  /** Has words or a place among the balloons: then it is no tail. */
  readonly says: boolean;
}

/** A tail is so much smaller than its balloon at least: of two balloons that are joined, the smaller is larger. */
const mostOfBalloon = 0.12;
/** How far apart, in page pixels, two outlines that touch may be drawn by hand. */
const reach = 3;

const boxOutline = ([x1, y1, x2, y2]: Box): Outline => [[x1, y1, x2, y1, x2, y2, x1, y2]];
const outlineOf = ({ outline, box }: BubbleShape): Outline => outline ?? boxOutline(box);

const isNear = (a: Box, b: Box) =>
  a[0] <= b[2] + reach && b[0] <= a[2] + reach && a[1] <= b[3] + reach && b[1] <= a[3] + reach;

/** Distance of a point to a stretch between two others. */
function distance(x: number, y: number, [x1, y1, x2, y2]: Box): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** Whether a point lies in a polygon (crossings of a ray to the right) or at most `reach` from its edge. */
function touches(x: number, y: number, polygon: Polygon): boolean {
  let isIn = false;
  for (let at = 0; at + 1 < polygon.length; at += 2) {
    const next = (at + 2) % polygon.length;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [polygon[at], polygon[at + 1], polygon[next], polygon[next + 1]];
    if (distance(x, y, [x1, y1, x2, y2]) <= reach) return true;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isIn = !isIn;
  }
  return isIn;
}

function corners(outline: Outline): readonly (readonly [number, number])[] {
  return outline.flatMap(polygon =>
    Array.from({ length: polygon.length / 2 }, (_, at) => [polygon[2 * at] ?? 0, polygon[2 * at + 1] ?? 0] as const),
  );
}

/** Outlines of more corners, as no hand draws them, are not compared corner by edge. */
const mostPairs = 1_000_000;

function meet(one: Outline, other: Outline): boolean {
  const [ones, others] = [corners(one), corners(other)];
  if (ones.length * others.length > mostPairs) return false;
  return (
    ones.some(([x, y]) => other.some(polygon => touches(x, y, polygon))) ||
    others.some(([x, y]) => one.some(polygon => touches(x, y, polygon)))
  );
}

/**
 * Tails that were annotated as balloons of their own (facts: benchmark 1), each with the balloon that it hangs on: small,
 * without words or place of its own, and touching the outline of a far larger one. Ids of tails to ids of balloons.
 */
export function bubbleTails(bubbles: readonly BubbleShape[]): ReadonlyMap<string, string> {
  const sized = bubbles.map(bubble => ({ ...bubble, shape: outlineOf(bubble), area: outlineArea(outlineOf(bubble)) }));
  const tails = new Map<string, string>();
  for (const tail of sized) {
    if (tail.says) continue;
    const balloon = sized.find(
      ({ id, box, shape, area }) =>
        id !== tail.id && tail.area < area * mostOfBalloon && isNear(tail.box, box) && meet(tail.shape, shape),
    );
    if (balloon !== undefined) tails.set(tail.id, balloon.id);
  }
  return tails;
}
