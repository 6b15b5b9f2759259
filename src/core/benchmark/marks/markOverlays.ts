import type { Size } from "../../page/size.js";
import type { MarkShape, MarkToDraw } from "./markShape.js";
import { markShapes } from "./markShapes.js";
import { shapeBounds } from "./shapeBounds.js";
import { shapeSvg } from "./shapeSvg.js";

/** A part of the marks, to be laid on the image with its upper left corner at left, top: whole pixels. */
export interface MarkOverlay {
  readonly left: number;
  readonly top: number;
  readonly svg: string;
}

interface Cluster {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Places in the order of drawing. */
  readonly shapes: readonly number[];
}

const meet = (a: Cluster, b: Cluster): boolean => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

const joined = (a: Cluster, b: Cluster): Cluster => ({
  x1: Math.min(a.x1, b.x1),
  y1: Math.min(a.y1, b.y1),
  x2: Math.max(a.x2, b.x2),
  y2: Math.max(a.y2, b.y2),
  shapes: [...a.shapes, ...b.shapes],
});

function clusterOf(shape: MarkShape, at: number, { width, height }: Size): Cluster {
  const [x1, y1, x2, y2] = shapeBounds(shape);
  return {
    x1: Math.max(0, Math.floor(x1)),
    y1: Math.max(0, Math.floor(y1)),
    x2: Math.min(width, Math.ceil(x2)),
    y2: Math.min(height, Math.ceil(y2)),
    shapes: [at],
  };
}

/** Shapes whose stretches touch are drawn together, in their order; those that do not may be drawn apart. */
function clusters(shapes: readonly MarkShape[], size: Size): readonly Cluster[] {
  let apart: Cluster[] = [];
  for (const [at, shape] of shapes.entries()) {
    let grown = clusterOf(shape, at, size);
    let others = apart;
    for (let found = others.filter(other => meet(other, grown)); found.length > 0;) {
      others = others.filter(other => !meet(other, grown));
      grown = found.reduce(joined, grown);
      found = others.filter(other => meet(other, grown));
    }
    apart = [...others, grown];
  }
  return apart.filter(({ x1, x2, y1, y2 }) => x1 < x2 && y1 < y2);
}

/**
 * The drawing of `marksSvg` in pieces that cover no more of the image than they have to: drawing a
 * whole page of nothing around two small boxes takes longer than the boxes.
 */
export function markOverlays(marks: readonly MarkToDraw[], size: Size): readonly MarkOverlay[] {
  const shapes = markShapes(marks, size);
  return clusters(shapes, size).map(({ x1, y1, x2, y2, shapes: places }) => {
    const [width, height] = [x2 - x1, y2 - y1];
    const drawn = places.toSorted((a, b) => a - b).map(at => shapes[at]);
    const elements = drawn.map(shape => (shape === undefined ? "" : shapeSvg(shape))).join("");
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x1} ${y1} ${width} ${height}">${elements}</svg>`;
    return { left: x1, top: y1, svg };
  });
}
