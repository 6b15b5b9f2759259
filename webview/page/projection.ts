import type { Box } from "../../src/core/page/box.js";
import type { Size } from "../../src/core/page/size.js";
import type { Camera } from "./camera.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Projection {
  /** Page pixels to CSS pixels of the stage, whose origin is its top left corner. */
  readonly toStage: (point: Point) => Point;
  /** CSS pixels of the stage to page pixels: the inverse of `toStage`. */
  readonly toPage: (point: Point) => Point;
  readonly boxToStage: (box: Box) => Box;
}

/** Maps between the page and a stage of the given size in CSS pixels. */
export function projection(camera: Camera, stage: Size): Projection {
  const { centerX, centerY, scale } = camera;
  const left = stage.width / 2 - centerX * scale;
  const top = stage.height / 2 - centerY * scale;
  return {
    toStage: ({ x, y }) => ({ x: x * scale + left, y: y * scale + top }),
    toPage: ({ x, y }) => ({ x: (x - left) / scale, y: (y - top) / scale }),
    boxToStage: ([x1, y1, x2, y2]) => [x1 * scale + left, y1 * scale + top, x2 * scale + left, y2 * scale + top],
  };
}
