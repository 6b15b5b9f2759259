import { drawSky } from "./drawCountry.js";
import type { Hour } from "./pageDescription.js";
import { block, grain, halftone, lampPost, plain, shape, type Scene } from "./sceneryParts.js";
import { svg } from "./svg.js";

const ink = "#2b2622";
const fronts = ["#d9b48a", "#c98670", "#b7bda0", "#dcc9a4", "#a9b3b8"] as const;

/** A house front with rows of windows. */
function front(scene: Scene, x: number, width: number, height: number, fill: string, hour: Hour): string {
  const { horizon, line, random, tints } = scene;
  const y = horizon - height;
  const columns = Math.max(2, Math.round(width / (scene.height * 0.14)));
  const rows = Math.max(2, Math.floor(height / (scene.height * 0.16)));
  const cell = [width / columns, height / rows] as const;
  const windows = Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const glass = hour === "night" && random.chance(0.5) ? "#4a5872" : tints.light;
    const [wx, wy] = [x + (column + 0.24) * cell[0], y + (row + 0.26) * cell[1]];
    return (
      block(wx, wy, cell[0] * 0.52, cell[1] * 0.55, glass, line * 0.7) +
      svg`<path d="M${wx + cell[0] * 0.26} ${wy}v${cell[1] * 0.55}M${wx - cell[0] * 0.05} ${wy + cell[1] * 0.57}h${cell[0] * 0.62}" stroke="${ink}" stroke-width="${line * 0.6}"/>`
    );
  });
  const roof = shape(
    svg`M${x - cell[0] * 0.1} ${y}L${x + width * 0.12} ${y - height * 0.16}H${x + width * 0.88}L${x + width + cell[0] * 0.1} ${y}z`,
    tints.roof,
    line,
  );
  return block(x, y, width, height + scene.height * 0.03, fill, line) + roof + windows.join("");
}

export function drawStreet(scene: Scene, hour: Hour): string {
  const { left, top, width, height, horizon, random, line } = scene;
  const count = 2 + Math.round(width / height);
  const each = width / count;
  const houses = Array.from({ length: count }, (_, index) =>
    front(scene, left + each * index, each * 0.97, height * random.range(0.3, 0.5), random.pick(fronts), hour),
  );
  const kerb = horizon + height * 0.08;
  const pavement =
    plain(left - 9, horizon + height * 0.02, width + 18, height, "#cfc5b2") +
    svg`<path d="M${left - 9} ${kerb}H${left + width + 9}M${left - 9} ${kerb + height * 0.02}H${left + width + 9}" stroke="${ink}" stroke-width="${line * 0.8}"/>`;
  const road = plain(
    left - 9,
    kerb + height * 0.02,
    width + 18,
    top + height - kerb + 9,
    hour === "night" ? "#787c84" : "#b4ada1",
  );
  const lamp = lampPost(scene, left + width * random.pick([0.06, 0.94]), kerb, (height / 420) * 2.1);
  return drawSky(scene, hour) + houses.join("") + pavement + road + grain(scene, "M0 0h9M16 3h6", 12) + lamp;
}

export function drawRooftop(scene: Scene, hour: Hour): string {
  const { left, top, width, height, horizon, random, line, tints } = scene;
  const skyline = Array.from({ length: 6 }, (_, index) => {
    const tall = height * random.range(0.1, 0.3);
    return block(left + (width * index) / 6 - 4, horizon - tall, width / 6 + 8, tall + 20, tints.far, line * 0.8);
  });
  const rowHeight = (top + height - horizon) / 5;
  const tileWidth = width / 9;
  const tiles = Array.from({ length: 6 * 11 }, (_, index) => {
    const [column, row] = [index % 11, Math.floor(index / 11)];
    const x = left + (column - 0.5 - (row % 2) / 2) * tileWidth;
    return svg`M${x} ${horizon + row * rowHeight}q0 ${rowHeight * 0.9} ${tileWidth / 2} ${rowHeight * 0.9}t${tileWidth / 2} ${-rowHeight * 0.9}`;
  });
  const x = left + width * random.pick([0.12, 0.84]);
  const chimney =
    block(x - width * 0.05, horizon - height * 0.2, width * 0.1, height * 0.26, "#a9694f", line) +
    block(x - width * 0.06, horizon - height * 0.23, width * 0.12, height * 0.04, "#8a5340", line);
  const smoke = svg`<path d="M${x} ${horizon - height * 0.25}q${-width * 0.04} ${-height * 0.05} 0 ${-height * 0.09}t${width * 0.02} ${-height * 0.09}" fill="none" stroke="${tints.cloud}" stroke-width="${line * 4}" stroke-linecap="round" opacity=".7"/>`;
  const roof =
    plain(left - 9, horizon, width + 18, height, tints.roof) +
    svg`<path d="${tiles.join("")}" fill="none" stroke="${ink}" stroke-width="${line * 0.7}" opacity=".75"/>`;
  return (
    drawSky(scene, hour) +
    skyline.join("") +
    smoke +
    chimney +
    roof +
    svg`<path d="M${left - 9} ${horizon}H${left + width + 9}" stroke="${ink}" stroke-width="${line}"/>`
  );
}

function picture(scene: Scene, x: number, y: number, size: number): string {
  const pen = scene.line * 0.9;
  return (
    block(x, y, size * 1.3, size, "#8a6a4c", pen) +
    block(x + size * 0.1, y + size * 0.1, size * 1.1, size * 0.8, "#dfe6da", pen) +
    shape(
      svg`M${x + size * 0.12} ${y + size * 0.86}l${size * 0.35} ${-size * 0.45}l${size * 0.25} ${size * 0.25}l${size * 0.2} ${-size * 0.2}l${size * 0.26} ${size * 0.4}z`,
      "#8da06c",
      pen * 0.7,
    )
  );
}

function sashWindow(scene: Scene, x: number, y: number, size: number, hour: Hour): string {
  const pen = scene.line;
  const sky = hour === "night" ? "#46587a" : hour === "evening" ? "#f0c48c" : "#cfe4ea";
  return (
    block(x, y, size, size * 1.25, sky, pen) +
    svg`<path d="M${x + size / 2} ${y}v${size * 1.25}M${x} ${y + size * 0.6}h${size}" stroke="${ink}" stroke-width="${pen}"/>` +
    block(x - size * 0.1, y + size * 1.25, size * 1.2, size * 0.12, "#f3ead2", pen) +
    shape(
      svg`M${x - size * 0.14} ${y - size * 0.1}H${x + size * 0.3}Q${x + size * 0.2} ${y + size * 0.7} ${x - size * 0.14} ${y + size}zM${x + size * 1.14} ${y - size * 0.1}H${x + size * 0.7}Q${x + size * 0.8} ${y + size * 0.7} ${x + size * 1.14} ${y + size}z`,
      "#b5604f",
      pen,
    )
  );
}

export function drawIndoors(scene: Scene, hour: Hour): string {
  const { left, top, width, height, horizon, random, line } = scene;
  const wall = hour === "night" ? "#a39c8c" : random.pick(["#e5d3ac", "#d6d8bd", "#e3c4ac"]);
  const stripes = Array.from(
    { length: 12 },
    (_, index) => svg`M${left + (width * (index + 0.5)) / 12} ${top - 9}V${horizon}`,
  );
  const paper = svg`<path d="${stripes.join("")}" stroke="#7a5a3c" stroke-width="${width / 34}" opacity=".12"/>`;
  const board = block(left - 9, horizon - height * 0.05, width + 18, height * 0.05, "#b7936a", line);
  const floor = plain(left - 9, horizon, width + 18, height, hour === "night" ? "#85735f" : "#c3a27a");
  const boards = Array.from(
    { length: 9 },
    (_, index) =>
      svg`M${left + (width * index) / 8} ${horizon}L${left + width * (-0.35 + (1.7 * index) / 8)} ${top + height + 9}`,
  );
  const rug = random.chance(0.4)
    ? ""
    : svg`<ellipse cx="${left + width / 2}" cy="${top + height * 0.86}" rx="${width * 0.36}" ry="${height * 0.1}" fill="#a8584a" stroke="${ink}" stroke-width="${line}"/><ellipse cx="${left + width / 2}" cy="${top + height * 0.86}" rx="${width * 0.3}" ry="${height * 0.075}" fill="none" stroke="#ecd9a8" stroke-width="${line * 1.4}"/>`;
  const opening = random.chance(0.5);
  const size = Math.min(width * 0.26, height * 0.24);
  const pane = sashWindow(scene, left + width * (opening ? 0.08 : 0.66), top + height * 0.2, size, hour);
  const art = picture(scene, left + width * (opening ? 0.66 : 0.1), top + height * 0.26, size * 0.62);
  return (
    plain(left - 9, top - 9, width + 18, height + 18, wall) +
    paper +
    halftone(scene, top, height * 0.12, 0.06) +
    pane +
    art +
    board +
    floor +
    svg`<path d="${boards.join("")}" stroke="${ink}" stroke-width="${line * 0.45}" opacity=".5"/>` +
    rug
  );
}
