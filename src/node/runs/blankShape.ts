import type { Box } from "../../core/page/box.js";
import type { Size } from "../../core/page/size.js";
import type { PlacedCall } from "../../core/rollout/placedCall.js";

/** The shape of a comic page, taken where not even the boxes tell one; in pixels. */
const likelyShape: Size = { width: 1700, height: 2300 };
/** Room beyond the farthest box: a page usually goes on. */
const margin = 1.05;
/** One small box near an edge does not make a page a ribbon: no side is longer than this many times the other. */
const slimmest = 2;

const pixelBoxes = (placed: readonly PlacedCall[], targets: readonly Box[]): readonly Box[] => [
  ...targets,
  ...placed.flatMap(({ call, guess }) =>
    call.requested !== null && call.source === 0 && (guess.space === "page" || guess.space === "model")
      ? [call.requested]
      : [],
  ),
];

function shapeOf(boxes: readonly Box[]): Size {
  if (boxes.length === 0) return likelyShape;
  const reach = (axis: 0 | 1) => Math.max(1, ...boxes.map(box => Math.max(box[axis], box[axis + 2] ?? 0))) * margin;
  const [width, height] = [Math.max(reach(0), 64), Math.max(reach(1), 64)];
  return {
    width: Math.ceil(Math.max(width, height / slimmest)),
    height: Math.ceil(Math.max(height, width / slimmest)),
  };
}

function onShape({ call, guess }: PlacedCall, { width, height }: Size): Box | null {
  // A box of a crop counts from that crop's corner, which nobody knows without the page's size.
  if (call.requested === null || call.source !== 0) return null;
  const [x1, y1, x2, y2] = call.requested;
  const scale = guess.space === "unit" ? 1 : 1 / 1000;
  if (guess.space === "page" || guess.space === "model") return call.requested;
  return [x1 * width * scale, y1 * height * scale, x2 * width * scale, y2 * height * scale];
}

/**
 * A page of which nobody knows the size: a blank one that the boxes fit on, with the requested boxes where they would
 * be. For drawing only: no executed box and no IoU can be told from it.
 */
export function blankShape(
  placed: readonly PlacedCall[],
  targets: readonly Box[],
): { readonly size: Size; readonly placed: readonly PlacedCall[] } {
  const size = shapeOf(pixelBoxes(placed, targets));
  return { size, placed: placed.map(one => ({ ...one, page: onShape(one, size) })) };
}
