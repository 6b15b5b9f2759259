import type { Box } from "../page/box.js";
import { breakLines, estimateWidth } from "./breakLines.js";
import type { CastMember } from "./castMember.js";
import { lineHeight } from "./lettering.js";
import type {
  BalloonDescription,
  CaptionDescription,
  FigureDescription,
  Hour,
  PanelDescription,
  SettingName,
  SoundDescription,
} from "./pageDescription.js";
import type { PanelFrame } from "./panelFrame.js";
import { placeFigures } from "./placeFigures.js";
import type { Random } from "./random.js";

/** What a panel is to show, before anything is placed. */
export interface PanelPlan {
  readonly frame: PanelFrame;
  readonly index: number;
  readonly setting: SettingName;
  readonly hour: Hour;
  readonly lines: readonly string[];
  readonly caption: string | null;
  readonly sound: string | null;
}

const widest = (lines: readonly string[]) => Math.max(...lines.map(estimateWidth));

function placeCaption(text: string, [left, top, right]: Box, em: number): CaptionDescription {
  const size = em * 0.86;
  const lines = breakLines(text, ((right - left) * 0.72) / size);
  const width = widest(lines) * size + size * 1.1;
  const height = lines.length * size * lineHeight + size * 0.7;
  const inset = em * 0.28;
  return { lines, em: size, box: [left + inset, top + inset, left + inset + width, top + inset + height] };
}

/** Kind and words of a line of a story: see `stories.ts` for the marks. */
function spoken(line: string): { readonly kind: BalloonDescription["kind"]; readonly text: string } {
  if (line.startsWith("(")) return { kind: "thought", text: line.slice(1, -1) };
  return line.endsWith("!!") ? { kind: "shout", text: line.slice(0, -1) } : { kind: "speech", text: line };
}

/** One balloon of a size that fits a room of page pixels: broken into few lines where the panel is low, else into short ones. */
function sizeBalloon(line: string, room: readonly [width: number, height: number], em: number) {
  const { kind, text } = spoken(line);
  const spread = kind === "speech" ? 1.24 : 1.36;
  const padding = kind === "speech" ? 1.15 : 1.6;
  const most = Math.max(1, Math.floor((room[1] / em - padding) / lineHeight));
  const lines = fewLines(text, Math.min(9, (room[0] / em - 1.6) / spread), most);
  const width = widest(lines) * em * spread + em * 1.1;
  const height = (lines.length * lineHeight + padding) * em;
  const fit = Math.min(1, (room[0] * (kind === "shout" ? 0.86 : 0.98)) / width, room[1] / height);
  return { kind, lines, em: em * fit, width: width * fit, height: height * fit };
}

/** Lines of at most `limit` ems, or of more where there would be more than `most` lines. */
function fewLines(text: string, limit: number, most: number): readonly string[] {
  const lines = breakLines(text, limit);
  return lines.length <= most || !text.includes(" ") ? lines : fewLines(text, limit * 1.2, most);
}

/** Balloons across the top of a panel, the first at the left, each next one a little lower. */
function placeBalloons(
  lines: readonly string[],
  [left, , right, bottom]: Box,
  top: number,
  em: number,
): readonly Omit<BalloonDescription, "figure">[] {
  const room = (right - left - em * 0.6) / Math.max(1, lines.length);
  return lines.map((line, index) => {
    const y = top + em * (0.35 + 0.75 * index);
    const { width, height, ...balloon } = sizeBalloon(line, [room, bottom - y - em * 0.5], em);
    const from = left + em * 0.3 + room * index;
    const x = from + (room - width) * (index === 0 ? 0.25 : 0.75);
    return { ...balloon, box: [x, y, x + width, y + height] };
  });
}

function nearestFigure(figures: readonly FigureDescription[], x: number): number {
  const distances = figures.map(({ head }) => Math.abs(head[0] - x));
  return distances.indexOf(Math.min(...distances));
}

/** Speakers by nearness, two balloons to two different figures where there are two. */
function assignSpeakers(
  balloons: readonly Omit<BalloonDescription, "figure">[],
  figures: readonly FigureDescription[],
): readonly BalloonDescription[] {
  const order = figures.map((figure, index) => ({ index, x: figure.head[0] })).sort((a, b) => a.x - b.x);
  return balloons.map((balloon, index) => {
    const middle = (balloon.box[0] + balloon.box[2]) / 2;
    const end = index === 0 ? order[0] : order.at(-1);
    const figure = balloons.length > 1 && end !== undefined ? end.index : nearestFigure(figures, middle);
    return { ...balloon, figure };
  });
}

/** Area that two boxes share, in square page pixels. */
function shared(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
}

/** A sound word where it hides least, or none where figures and balloons leave no room for it. */
function placeSound(random: Random, word: string, box: Box, taken: readonly Box[]): SoundDescription | null {
  const [left, top, right, bottom] = box;
  const em = Math.min(((right - left) * 0.5) / (word.length * 0.64), (bottom - top) * 0.17);
  const [halfWidth, halfHeight] = [word.length * em * 0.4, em * 0.9];
  const spots = [0.08, 0.3, 0.5, 0.7, 0.92].flatMap(across =>
    [0.35, 0.6, 0.85].map(down => {
      const x = left + halfWidth + (right - left - 2 * halfWidth) * across;
      const y = top + halfHeight + (bottom - top - 2 * halfHeight) * down;
      const reach: Box = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
      return { x, y, hidden: taken.reduce((sum, other) => sum + shared(reach, other), 0) };
    }),
  );
  const best = spots.reduce((least, spot) => (spot.hidden < least.hidden ? spot : least));
  if (best.hidden > halfWidth * halfHeight * 0.4) return null;
  return { word, em, centre: [best.x, best.y], tilt: random.range(-12, -4), burst: random.chance(0.6) };
}

/** One panel with everything in it. `em` is the page's lettering size in page pixels. */
export function describePanel(
  random: Random,
  plan: PanelPlan,
  cast: readonly CastMember[],
  em: number,
): PanelDescription {
  const { frame } = plan;
  const inner = innerBox(frame);
  const caption = plan.caption === null ? null : placeCaption(plan.caption, inner, em);
  const small = Math.min(em, (inner[2] - inner[0]) / 11);
  const balloonTop = caption === null ? inner[1] : caption.box[3];
  const [words, floor] = splitStage(random, inner, plan.lines.length);
  const balloons = placeBalloons(plan.lines, words, balloonTop, small);
  const lettering = [...balloons.map(({ box }) => box), ...(caption === null ? [] : [caption.box])];
  const { figures, close } = placeFigures(
    random,
    { box: frame.box, floor, lettering, talkers: plan.lines.length },
    cast,
  );
  const taken = [...lettering, ...figures.map(({ box }) => box)];
  return {
    index: plan.index,
    place: frame.place,
    box: frame.box,
    corners: frame.corners,
    setting: close && random.chance(0.6) ? "burst" : plan.setting,
    hour: plan.hour,
    scenerySeed: random.int(1_000_000),
    figures,
    balloons: assignSpeakers(balloons, figures),
    caption,
    sound: plan.sound === null ? null : placeSound(random, plan.sound, inner, taken),
  };
}

/** A low, wide panel has its balloon beside the figures, every other one above them. */
function splitStage(random: Random, inner: Box, balloons: number): readonly [words: Box, floor: Box] {
  const [left, top, right, bottom] = inner;
  if (balloons !== 1 || right - left < (bottom - top) * 1.7) return [inner, inner];
  const share = random.chance(0.6) ? 0.38 : 0.62;
  const split = left + (right - left) * share;
  const parts: readonly [Box, Box] = [
    [left, top, split, bottom],
    [split, top, right, bottom],
  ];
  return share < 0.5 ? parts : [parts[1], parts[0]];
}

/** The largest upright rectangle of the frame between its slanted sides. */
function innerBox({ corners: [a, b, c, d] }: PanelFrame): Box {
  return [Math.max(a[0], d[0]), a[1], Math.min(b[0], c[0]), c[1]];
}
