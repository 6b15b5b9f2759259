import { svg } from "../../simulate/svg.js";
import type { MarkShape, RectShape } from "./markShape.js";

const painted = (fill: string | null, line: RectShape["line"]): string =>
  `fill="${fill ?? "none"}"${line === null ? "" : svg` stroke="${line.color}" stroke-width="${line.width}"`}`;

/** A shape as an SVG element in pixels of the image. */
export function shapeSvg(shape: MarkShape): string {
  switch (shape.kind) {
    case "rect": {
      const [x1, y1, x2, y2] = shape.box;
      const corner = shape.radius > 0 ? svg` rx="${shape.radius}"` : "";
      return svg`<rect x="${x1}" y="${y1}" width="${x2 - x1}" height="${y2 - y1}"${corner} ${painted(shape.fill, shape.line)}/>`;
    }
    case "disc":
      return svg`<circle cx="${shape.x}" cy="${shape.y}" r="${shape.radius}" ${painted(shape.fill, shape.line)}/>`;
    case "letter": {
      const place = svg`translate(${shape.x} ${shape.y}) scale(${shape.scale.toFixed(5)})`;
      return svg`<path transform="${place}" d="${shape.path}" fill="none" stroke="${shape.color}" stroke-width="${shape.width}" stroke-linecap="round" stroke-linejoin="round"/>`;
    }
  }
}
