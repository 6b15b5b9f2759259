import type { Random } from "./random.js";
import { svg } from "./svg.js";

/** The space that a setting is drawn in: a panel in page pixels, with its horizon and the width of an ink line. */
export interface Scene {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** y of the horizon. */
  readonly horizon: number;
  readonly line: number;
  readonly tints: Tints;
  readonly random: Random;
}

export interface Tints {
  readonly sky: string;
  readonly cloud: string;
  readonly far: string;
  readonly near: string;
  readonly ground: string;
  readonly wood: string;
  readonly wall: string;
  readonly roof: string;
  readonly light: string;
}

const ink = "#2b2622";

export const shape = (d: string, fill: string, line: number) =>
  svg`<path d="${d}" fill="${fill}" stroke="${ink}" stroke-width="${line}" stroke-linejoin="round" stroke-linecap="round"/>`;

export const block = (x: number, y: number, width: number, height: number, fill: string, line: number) =>
  shape(svg`M${x} ${y}h${width}v${height}h${-width}z`, fill, line);

export const plain = (x: number, y: number, width: number, height: number, fill: string) =>
  svg`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

const placed = (x: number, y: number, size: number, parts: string) =>
  svg`<g transform="translate(${x} ${y}) scale(${size.toFixed(4)})">${parts}</g>`;

/** Drawn in units of a tenth of the scene's height and put at `x`, `y` (its foot). */
export function tree(scene: Scene, x: number, y: number, size: number): string {
  const { tints } = scene;
  const pen = scene.line / size;
  return placed(
    x,
    y,
    size,
    shape("M-7 0q4-26-2-52h18q-6 26 2 52z", tints.wood, pen) +
      shape(
        "M-34-50C-50-72-34-92-16-90C-8-108 26-110 32-90C54-92 60-66 42-54C38-36 12-36 4-44C-8-34-30-36-34-50z",
        tints.near,
        pen,
      ) +
      svg`<path d="M-20-62q8 6 16 0M8-76q8 6 16-1M12-54q7 5 13 0" fill="none" stroke="${ink}" stroke-width="${pen * 0.7}" opacity=".6"/>`,
  );
}

export function fir(scene: Scene, x: number, y: number, size: number): string {
  const pen = scene.line / size;
  return placed(
    x,
    y,
    size,
    shape("M-5 0v-16h10v16z", scene.tints.wood, pen) +
      shape("M0-104L18-74H10L28-44H14L34-14H-34L-14-44H-28L-10-74H-18z", scene.tints.near, pen),
  );
}

export function house(scene: Scene, x: number, y: number, size: number): string {
  const { tints } = scene;
  const pen = scene.line / size;
  return placed(
    x,
    y,
    size,
    shape("M26-66v-26h12v34z", tints.wall, pen) +
      shape("M-42 0v-50h84v50z", tints.wall, pen) +
      shape("M-54-46L0-90l54 44z", tints.roof, pen) +
      shape("M-12 0v-30h22v30z", tints.wood, pen) +
      shape("M20-36h14v14H20zM-34-36h14v14h-14z", tints.light, pen * 0.8),
  );
}

export function cloud(scene: Scene, x: number, y: number, size: number): string {
  return placed(
    x,
    y,
    size,
    shape(
      "M-40 0c-20-2-17-23 1-22c3-22 35-22 39-4c17-8 33 7 23 20c12 15-15 13-23 6c-12 8-32 8-40 0z",
      scene.tints.cloud,
      (scene.line * 0.8) / size,
    ),
  );
}

export function lampPost(scene: Scene, x: number, y: number, size: number): string {
  const pen = scene.line / size;
  return placed(
    x,
    y,
    size,
    shape("M-3 0l1-84h4l1 84zM-8 0h16v-6h-16z", "#4a4a52", pen) +
      shape("M-9-84L-6-104H6L9-84z", scene.tints.light, pen) +
      shape("M-9-104L0-112L9-104z", "#4a4a52", pen),
  );
}

/** A small dog, about half as high as a child; `side` -1 looks to the left. */
export function dog(scene: Scene, x: number, y: number, size: number, side: 1 | -1): string {
  const pen = scene.line / size;
  const legs = svg`<path d="M-16-14V-2M-9-14V-2M11-14V-2M17-14V-2" stroke="${ink}" stroke-width="${6 + 2 * pen}" stroke-linecap="round"/><path d="M-16-14V-2M-9-14V-2M11-14V-2M17-14V-2" stroke="#e2c9a0" stroke-width="6" stroke-linecap="round"/>`;
  const tail = svg`<path d="M-20-24q-9-4-9-14" fill="none" stroke="${ink}" stroke-width="${4 + 2 * pen}" stroke-linecap="round"/><path d="M-20-24q-9-4-9-14" fill="none" stroke="#e2c9a0" stroke-width="4" stroke-linecap="round"/>`;
  const body =
    shape("M-22-13c-3-14 7-18 18-17h15c12 0 14 11 11 17q-22 5-44 0z", "#e2c9a0", pen) +
    shape("M-14-29q8-2 14 0q-1 12-8 12t-6-12z", "#8a6a4c", pen * 0.6);
  const face =
    shape("M12-36c0-9 6-14 14-13c9 1 11 9 17 11c2 6-4 9-12 9c-10 2-18-1-19-7z", "#e2c9a0", pen) +
    shape("M19-49c-9-1-13 8-9 20q7 1 11-12z", "#8a6a4c", pen) +
    svg`<ellipse cx="42" cy="-38" rx="3.600" ry="2.800" fill="${ink}"/><circle cx="29" cy="-41" r="1.900" fill="${ink}"/><path d="M30-31q5 2 9-1" fill="none" stroke="${ink}" stroke-width="${pen * 0.7}" stroke-linecap="round"/>`;
  return svg`<g transform="translate(${x} ${y}) scale(${(size * side).toFixed(4)} ${size.toFixed(4)})">${legs}${tail}${body}${face}</g>`;
}

/** Rounded hills from edge to edge, down to the bottom of the scene. */
export function hills(scene: Scene, y: number, rise: number, fill: string): string {
  const { left, width, top, height, random } = scene;
  const crest = left + width * random.range(0.25, 0.7);
  const bottom = top + height;
  return shape(
    svg`M${left - 9} ${bottom + 9}V${y}Q${(left + crest) / 2} ${y - rise} ${crest} ${y - rise * 0.3}T${left + width + 9} ${y - rise * 0.4}V${bottom + 9}z`,
    fill,
    scene.line,
  );
}

/** Tufts of grass, stones or ripples: short strokes that give a plain ground some grain. */
export function grain(scene: Scene, d: string, count: number): string {
  const { random, left, top, width, height, horizon } = scene;
  const size = height / 420;
  const marks = Array.from({ length: count }, () => {
    const y = random.range(horizon + (top + height - horizon) * 0.15, top + height * 0.98);
    return svg`<path transform="translate(${left + random.range(0, width)} ${y}) scale(${size})" d="${d}"/>`;
  });
  return svg`<g fill="none" stroke="${ink}" stroke-width="${(scene.line * 0.6) / size}" stroke-linecap="round" opacity=".55">${marks.join("")}</g>`;
}

/** Dots as of old printing, over a part of the scene. */
export function halftone(scene: Scene, y: number, height: number, opacity: number): string {
  const step = scene.height / 42;
  const rows = Math.floor(height / step);
  const columns = Math.floor(scene.width / step) + 1;
  const dots: string[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      dots.push(svg`M${scene.left + (column + (row % 2) / 2) * step} ${y + row * step}h0`);
  return svg`<path d="${dots.join("")}" stroke="${ink}" stroke-width="${step * 0.42}" stroke-linecap="round" opacity="${opacity}"/>`;
}
