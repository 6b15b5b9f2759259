import type { Box } from "../../src/core/page/box.js";
import type { Camera } from "./camera.js";

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/**
 * The camera moved by CSS pixels: a positive `right` shows what lies to the right. Its centre stays inside `bounds`
 * (page pixels), so that the page cannot be lost.
 */
export function panCamera(camera: Camera, right: number, down: number, bounds: Box): Camera {
  const [x1, y1, x2, y2] = bounds;
  return {
    centerX: clamp(camera.centerX + right / camera.scale, x1, x2),
    centerY: clamp(camera.centerY + down / camera.scale, y1, y2),
    scale: camera.scale,
  };
}
