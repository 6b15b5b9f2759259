import type { PageDescription } from "../pageDescription.js";
import { svg } from "../svg.js";

/** Sides of a map for one of the page. */
export const saliencyScale = 1 / 8;

/**
 * A made-up map of where people look on a page, black where they do not: heads and balloons. As SVG text, an eighth of the
 * page's size in pixels.
 */
export function saliencySvg({ width, height, panels }: PageDescription): string {
  const heads = panels.flatMap(({ figures }) =>
    figures.map(({ head: [x, y], headRadius }) => ({ x, y, r: headRadius * 2.2 })),
  );
  const words = panels.flatMap(({ balloons }) =>
    balloons.map(({ box: [x1, y1, x2, y2] }) => ({ x: (x1 + x2) / 2, y: (y1 + y2) / 2, r: (x2 - x1) * 0.6 })),
  );
  const spots = [...heads, ...words].map(
    ({ x, y, r }) => svg`<circle cx="${x}" cy="${y}" r="${r}" fill="url(#look)"/>`,
  );
  const look = `<radialGradient id="look"><stop offset="0" stop-color="#fff" stop-opacity="0.7"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>`;
  const [across, down] = [Math.round(width * saliencyScale), Math.round(height * saliencyScale)];
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="0 0 ${width} ${height}"><defs>${look}</defs><rect width="${width}" height="${height}" fill="#000"/>${spots.join("")}</svg>`;
}
