import type { Box } from "../../page/box.js";
import type { Size } from "../../page/size.js";
import type { Outline } from "../import/outline.js";
import type { XmlElement } from "./xmlElement.js";

/** Longer ones are no number that a page has. */
const longest = 24;
const pattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?(?:px)?$/i;

/** A number as attributes write it, `px` allowed behind it; null for anything else. */
export function numberIn(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  if (trimmed.length > longest || !pattern.test(trimmed)) return null;
  const number = Number.parseFloat(trimmed);
  return Number.isFinite(number) ? number : null;
}

export const numberOf = (element: XmlElement, name: string): number | null => numberIn(element.attributes.get(name));

/** A count as attributes write it; null for anything else. */
export function wholeOf(element: XmlElement, name: string): number | null {
  const number = numberOf(element, name);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** More pixels across than any scan has. */
const mostPixels = 1_000_000;

/** The size that an element's `width` and `height` give, in whole pixels; null where they give none. */
export function sizeOf(element: XmlElement): Size | null {
  const width = wholeOf(element, "width");
  const height = wholeOf(element, "height");
  if (width === null || height === null || width === 0 || height === 0) return null;
  return width > mostPixels || height > mostPixels ? null : { width, height };
}

/** The box of `xmin`, `ymin`, `xmax`, `ymax`; null where one is missing or it has no width or height. */
export function cornersOf(element: XmlElement): Box | null {
  const [x1, y1] = [numberOf(element, "xmin"), numberOf(element, "ymin")];
  const [x2, y2] = [numberOf(element, "xmax"), numberOf(element, "ymax")];
  if (x1 === null || y1 === null || x2 === null || y2 === null) return null;
  return x1 < x2 && y1 < y2 ? [x1, y1, x2, y2] : null;
}

/**
 * Corners as `x,y x,y …`, or without commas as SVG allows; null where a number cannot be read or one of a pair is missing.
 */
export function pointsIn(text: string | undefined): Outline | null {
  const written = (text ?? "").trim();
  if (written === "") return null;
  const numbers: number[] = [];
  for (const part of written.split(/[\s,]+/)) {
    const number = numberIn(part);
    if (number === null) return null;
    numbers.push(number);
  }
  return numbers.length % 2 === 0 ? [numbers] : null;
}
