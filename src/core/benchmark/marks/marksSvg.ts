import type { Size } from "../../page/size.js";
import type { MarkToDraw } from "./markShape.js";
import { markShapes } from "./markShapes.js";
import { shapeSvg } from "./shapeSvg.js";

/** The marks of a question as SVG text of the page's size, transparent but for them. Needs no font. */
export function marksSvg({ marks }: { readonly marks: readonly MarkToDraw[] }, size: Size): string {
  const { width, height } = size;
  const shapes = markShapes(marks, size).map(shapeSvg).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${shapes}</svg>`;
}
