import type { Size } from "../../src/core/page/size.js";
import type { Camera } from "./camera.js";
import { projection, type Point } from "./projection.js";

const smallest = 0.005;
const largest = 40;

/** The camera zoomed by a factor, with the page point under `anchor` (CSS pixels of the stage) staying where it is. */
export function zoomCamera(camera: Camera, stage: Size, factor: number, anchor: Point): Camera {
  const scale = Math.min(largest, Math.max(smallest, camera.scale * factor));
  const { x, y } = projection(camera, stage).toPage(anchor);
  return {
    centerX: x - (anchor.x - stage.width / 2) / scale,
    centerY: y - (anchor.y - stage.height / 2) / scale,
    scale,
  };
}
