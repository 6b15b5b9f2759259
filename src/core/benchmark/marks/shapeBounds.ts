import type { Bounds, MarkShape } from "./markShape.js";

/** What a shape covers, its line included. */
export function shapeBounds(shape: MarkShape): Bounds {
  switch (shape.kind) {
    case "rect": {
      const half = (shape.line?.width ?? 0) / 2;
      const [x1, y1, x2, y2] = shape.box;
      return [x1 - half, y1 - half, x2 + half, y2 + half];
    }
    case "disc": {
      const reach = shape.radius + shape.line.width / 2;
      return [shape.x - reach, shape.y - reach, shape.x + reach, shape.y + reach];
    }
    case "letter":
      return shape.box;
  }
}
