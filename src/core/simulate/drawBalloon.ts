import type { Box } from "../page/box.js";
import type { Glyphs } from "./glyphs.js";
import { drawLine, drawLines } from "./lettering.js";
import type {
  BalloonDescription,
  CaptionDescription,
  FigureDescription,
  Point,
  SoundDescription,
} from "./pageDescription.js";
import { makeRandom } from "./random.js";
import { svg } from "./svg.js";

const ink = "#2b2622";
const white = "#fffdf6";

const pen = (width: number) => svg`stroke="${ink}" stroke-width="${width}" stroke-linejoin="round"`;

/** A speech balloon's outline: nearly an ellipse, with flatter sides so that lettering fits. */
function speechOutline([left, top, right, bottom]: Box): string {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [h, v] = [(right - left) * 0.36, (bottom - top) * 0.38];
  return svg`M${left} ${y}C${left} ${y - v} ${x - h} ${top} ${x} ${top}S${right} ${y - v} ${right} ${y}S${x + h} ${bottom} ${x} ${bottom}S${left} ${y + v} ${left} ${y}z`;
}

/**
 * Where a tail from `from` ends: at the edge of the speaker's head, since one that reached the lips would cover the face,
 * and after `longest` page pixels at most.
 */
function besideHead(
  { head, headRadius }: Pick<FigureDescription, "head" | "headRadius">,
  from: Point,
  longest: number,
): Point {
  const [dx, dy] = [from[0] - head[0], from[1] - head[1]];
  const distance = Math.max(1, Math.hypot(dx, dy));
  const reach = Math.min(distance * 0.8, Math.max(headRadius * 1.55, distance - longest));
  return [head[0] + (dx / distance) * reach, head[1] + (dy / distance) * reach];
}

/** A tail from the balloon's lower edge towards the speaker, bent a little. */
function tailOf([left, top, right, bottom]: Box, speaker: FigureDescription, em: number): string {
  const middle = (left + right) / 2;
  const reach = (right - left) * 0.22;
  const root = Math.min(Math.max(speaker.head[0], middle - reach), middle + reach);
  const rootY = bottom - (bottom - top) * 0.16;
  const tip = besideHead(speaker, [root, rootY], em * 4.5);
  const half = em * 0.46;
  const bend: Point = [root + (tip[0] - root) * 0.15, rootY + (tip[1] - rootY) * 0.6];
  return svg`M${root - half} ${rootY}Q${bend[0] - half * 0.7} ${bend[1]} ${tip[0]} ${tip[1]}Q${bend[0] + half * 0.7} ${bend[1]} ${root + half} ${rootY}z`;
}

/** Spikes of about the same length all round, whatever the shape of the box. */
function spikyOutline([left, top, right, bottom]: Box, spike: number, seed: number): string {
  const random = makeRandom(seed, "spikes");
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [(right - left) / 2, (bottom - top) / 2];
  const spikes = Math.round(14 + (3 * w) / h);
  const points = Array.from({ length: spikes * 2 }, (_, index) => {
    const angle = (index * Math.PI) / spikes;
    const out = index % 2 === 0 ? spike * random.range(0.7, 1.2) : -spike * 0.15;
    return svg`${x + (w + out) * Math.cos(angle)} ${y + (h + out) * Math.sin(angle)}`;
  });
  return `M${points.join("L")}z`;
}

/** A cloud: arcs between points on an ellipse, as many as its girth asks for. */
function thoughtOutline([left, top, right, bottom]: Box, em: number): string {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [(right - left) / 2, (bottom - top) / 2];
  const lobes = Math.max(8, Math.round((Math.PI * (w + h)) / (em * 1.7)));
  const corner = (value: number) => Math.sign(value) * Math.abs(value) ** 0.8;
  const points = Array.from({ length: lobes }, (_, index): Point => {
    const angle = (index * 2 * Math.PI) / lobes;
    return [x + w * 0.96 * corner(Math.cos(angle)), y + h * 0.92 * corner(Math.sin(angle))];
  });
  const at = (index: number): Point => points[index % lobes] ?? [x, y];
  const arcs = points.map((from, index) => {
    const to = at(index + 1);
    const radius = Math.hypot(to[0] - from[0], to[1] - from[1]) * 0.56;
    return svg`A${radius} ${radius} 0 0 1 ${to[0]} ${to[1]}`;
  });
  return svg`M${at(0)[0]} ${at(0)[1]}${arcs.join("")}z`;
}

function thoughtBubbles([left, , right, bottom]: Box, speaker: FigureDescription, em: number): string {
  const middle = (left + right) / 2;
  const start: Point = [
    middle + Math.max(-0.3, Math.min(0.3, (speaker.head[0] - middle) / (right - left))) * (right - left),
    bottom,
  ];
  const [endX, endY] = besideHead(speaker, start, em * 6);
  return [0.15, 0.5, 0.85]
    .map(
      (part, index) =>
        svg`<circle cx="${start[0] + (endX - start[0]) * part}" cy="${start[1] + (endY - start[1]) * part}" r="${em * (0.36 - index * 0.1)}" fill="${white}"/>`,
    )
    .join("");
}

function outlineOf({ kind, box, em }: BalloonDescription): string {
  switch (kind) {
    case "speech":
      return speechOutline(box);
    case "shout":
      return spikyOutline(box, em * 0.55, Math.round(box[0]));
    case "thought":
      return thoughtOutline(box, em);
    default: {
      const never: never = kind;
      return never;
    }
  }
}

/** A balloon with its tail and lettering. `line` is the width of an ink line in page pixels. */
export function drawBalloon(
  balloon: BalloonDescription,
  speaker: FigureDescription,
  line: number,
  glyphs: Glyphs,
): string {
  const { box, em, kind } = balloon;
  const [left, top, right, bottom] = box;
  const inner: Box = [left + em * 0.55, top + em * 0.3, right - em * 0.55, bottom - em * 0.3];
  const words = svg`<g fill="${ink}">${drawLines(balloon.lines, inner, em, glyphs)}</g>`;
  const body = outlineOf(balloon);
  if (kind === "thought")
    return svg`<g ${pen(line)} fill="${white}">${thoughtBubbles(box, speaker, em)}<path d="${body}"/></g>${words}`;
  const tail = tailOf(box, speaker, em);
  // Outline first, fill on top: body and tail become one shape without a seam.
  return svg`<g ${pen(line * 2)}><path d="${tail}"/><path d="${body}"/></g><g fill="${white}"><path d="${tail}"/><path d="${body}"/></g>${words}`;
}

/** A narrator's box. */
export function drawCaption(caption: CaptionDescription, line: number, glyphs: Glyphs): string {
  const [left, top, right, bottom] = caption.box;
  const inner: Box = [left + caption.em * 0.4, top, right - caption.em * 0.4, bottom];
  return svg`<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="#f3dc94" ${pen(line)}/><g fill="${ink}">${drawLines(caption.lines, inner, caption.em, glyphs)}</g>`;
}

/** A sound word: tilted, coloured, its letters growing towards the end, with a burst behind it where one is wanted. */
export function drawSound(sound: SoundDescription, line: number, glyphs: Glyphs): string {
  const { word, centre, em } = sound;
  const width = word.length * em * 0.66;
  const star = sound.burst
    ? svg`<path d="${spikyOutline([-width * 0.6, -em * 0.8, width * 0.6, em * 0.65], em * 0.5, word.length)}" fill="#f7e08a" ${pen(line)}/>`
    : "";
  const letters = Array.from(word).map((letter, index) => {
    const x = (index - (word.length - 1) / 2) * em * 0.64;
    const size = em * (0.9 + 0.2 * (index % 2) + 0.03 * index);
    return drawLine(letter, x, em * (0.3 - 0.06 * (index % 2)), size, glyphs);
  });
  const text = letters.join("");
  // The stroke is given in font units here, since each letter is scaled from them.
  const stroke = (1000 * line * 2.4) / em;
  return svg`<g transform="translate(${centre[0]} ${centre[1]}) rotate(${sound.tilt})">${star}<g fill="${ink}" transform="translate(${em * 0.06} ${em * 0.07})">${text}</g><g fill="#c4492f" stroke="${ink}" stroke-width="${stroke}" stroke-linejoin="round" paint-order="stroke">${text}</g></g>`;
}
