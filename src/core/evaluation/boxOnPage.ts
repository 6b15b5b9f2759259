import type { Box } from "../page/box.js";
import { scaleBox } from "../page/scaleBox.js";
import type { Size } from "../page/size.js";
import type { BoxConvention } from "./modelFamily.js";
import type { ShownImage } from "./shownImage.js";

/** Of how many units the whole image is, along each side. */
export function conventionSize(convention: BoxConvention, { sent, seen }: Pick<ShownImage, "sent" | "seen">): Size {
  switch (convention) {
    case "px_sent":
      return sent;
    case "px_resized":
      return seen;
    case "norm1000_xyxy":
    case "norm1000_yxyx":
      return { width: 1000, height: 1000 };
    case "norm1":
      return { width: 1, height: 1 };
    default: {
      const never: never = convention;
      return never;
    }
  }
}

/** Changes x and y; twice is as before. */
const inOrder = (box: Box, convention: BoxConvention): Box =>
  convention === "norm1000_yxyx" ? [box[1], box[0], box[3], box[2]] : box;

const sizeOf = (box: Box): Size => ({ width: box[2] - box[0], height: box[3] - box[1] });

/**
 * A box as a model wrote it of an image that it was shown, in page pixels: neither rounded, nor clamped, nor put in order.
 * An image that is a crop, or a crop of a crop, is told by the part of the page that it shows.
 */
export function boxOnPage(written: Box, convention: BoxConvention, shown: ShownImage): Box {
  const { part } = shown;
  const [x1, y1, x2, y2] = scaleBox(inOrder(written, convention), conventionSize(convention, shown), sizeOf(part));
  return [x1 + part[0], y1 + part[1], x2 + part[0], y2 + part[1]];
}

/** A box in page pixels as a model would write it of an image that it was shown: the inverse of `boxOnPage`. */
export function boxAsWritten(onPage: Box, convention: BoxConvention, shown: ShownImage): Box {
  const { part } = shown;
  const inside: Box = [onPage[0] - part[0], onPage[1] - part[1], onPage[2] - part[0], onPage[3] - part[1]];
  return inOrder(scaleBox(inside, sizeOf(part), conventionSize(convention, shown)), convention);
}
