import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { Point } from "./projection.js";

/** A tag to be placed. All lengths in CSS pixels of the stage. */
export interface Tag {
  readonly id: string;
  /** The box that the tag names. */
  readonly box: Box;
  /** Where on its box the tag belongs when there is room. */
  readonly place: "above-left" | "above-right" | "bottom";
  readonly width: number;
  readonly height: number;
}

const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** The part of a box that the stage shows, or null. */
function visible([x1, y1, x2, y2]: Box, stage: Size): Box | null {
  const part: Box = [Math.max(0, x1), Math.max(0, y1), Math.min(stage.width, x2), Math.min(stage.height, y2)];
  return part[0] < part[2] && part[1] < part[3] ? part : null;
}

/** Places for a tag on the visible part of its box, the best first. */
function candidates(tag: Tag, [x1, y1, x2, y2]: Box): readonly Point[] {
  const above = y1 - tag.height;
  const inside = y2 - tag.height;
  const right = x2 - tag.width;
  const middle = (x1 + right) / 2;
  switch (tag.place) {
    case "above-left":
      return rows([x1, right, middle], [above, y1, y2, inside]);
    case "above-right":
      return rows([right, x1, middle], [above, y1, y2, inside]);
    case "bottom":
      return rows([x1, middle, right], [inside, y2, y1, above]);
  }
}

const rows = (xs: readonly number[], ys: readonly number[]) => ys.flatMap(y => xs.map(x => ({ x, y })));

const within = (value: number, most: number) => Math.max(0, Math.min(value, most));

/**
 * Top left corners of the tags, by id. Earlier tags choose first. A tag is never outside of the stage, and lies over
 * another one only where none of its places is free. Tags of boxes that cannot be seen are left out.
 */
export function placeTags(tags: readonly Tag[], stage: Size): ReadonlyMap<string, Point> {
  const corners = new Map<string, Point>();
  const taken: Box[] = [];
  for (const tag of tags) {
    const part = visible(tag.box, stage);
    if (part === null) continue;
    let best: { at: Point; area: Box; cost: number } | null = null;
    for (const { x, y } of candidates(tag, part)) {
      const at = { x: within(x, stage.width - tag.width), y: within(y, stage.height - tag.height) };
      const area: Box = [at.x, at.y, at.x + tag.width, at.y + tag.height];
      const cost = taken.reduce((sum, other) => sum + overlap(area, other), 0);
      if (best === null || cost < best.cost) best = { at, area, cost };
      if (cost === 0) break;
    }
    if (best === null) continue;
    corners.set(tag.id, best.at);
    taken.push(best.area);
  }
  return corners;
}
