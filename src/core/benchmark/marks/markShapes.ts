import type { Size } from "../../page/size.js";
import { labelShapes, labelWidth } from "./labelShapes.js";
import { markColors, type MarkColors } from "./markColors.js";
import { markMeasures, type MarkMeasures } from "./markMeasures.js";
import type { Bounds, MarkShape, MarkToDraw, RectShape } from "./markShape.js";
import { placeTag } from "./placeTag.js";

/** A mark that lies on the image, at least in part. */
interface Placed {
  readonly mark: number;
  readonly kind: MarkToDraw["kind"];
  readonly label: string;
  /** The part of its box that is on the image. */
  readonly box: Bounds;
  readonly colors: MarkColors;
}

const halo = "#ffffff";
const paper = "#ffffff";

function placed(marks: readonly MarkToDraw[], { width, height }: Size): readonly Placed[] {
  return marks.flatMap(({ kind, box: [x1, y1, x2, y2], label, color }, mark) => {
    const box: Bounds = [Math.max(0, x1), Math.max(0, y1), Math.min(width, x2), Math.min(height, y2)];
    return box[0] < box[2] && box[1] < box[3] ? [{ mark, kind, label, box, colors: markColors(color) }] : [];
  });
}

/** The line runs around the box, so that nothing inside is hidden; at the page's edge it is drawn over the box. */
function around([x1, y1, x2, y2]: Bounds, line: number, { width, height }: Size): Bounds {
  const half = line / 2;
  return [
    Math.max(half, x1 - half),
    Math.max(half, y1 - half),
    Math.min(width - half, x2 + half),
    Math.min(height - half, y2 + half),
  ];
}

function lineShapes({ mark, kind, box, colors }: Placed, { line, letter }: MarkMeasures, size: Size): RectShape[] {
  const common = {
    kind: "rect" as const,
    mark,
    box: around(box, line, size),
    radius: kind === "outline" ? letter / 2 : 0,
    fill: null,
  };
  // White beside the colour: one of the two can be told from any page.
  return [
    { ...common, line: { color: halo, width: line * 1.8 } },
    { ...common, line: { color: colors.ink, width: line } },
  ];
}

function blankShapes({ mark, box, label, colors }: Placed, { line, letter }: MarkMeasures): readonly MarkShape[] {
  const [x1, y1, x2, y2] = box;
  const room = Math.min(x2 - x1, y2 - y1);
  const inner: Bounds = [x1 + line / 2, y1 + line / 2, x2 - line / 2, y2 - line / 2];
  const frame = { color: colors.ink, width: Math.min(line, room / 4) };
  const wide = Math.max(1e-9, labelWidth(label, 1));
  const high = Math.min(Math.max(letter, room * 0.3), room * 0.6, (0.8 * (x2 - x1)) / wide);
  const middle = [(x1 + x2) / 2, (y1 + y2) / 2] as const;
  return [
    // What is behind must not show through at the edge: the paper has no line of its own.
    { kind: "rect", mark, box, radius: 0, fill: paper, line: null },
    {
      kind: "rect",
      mark,
      box: inner[0] < inner[2] && inner[1] < inner[3] ? inner : box,
      radius: 0,
      fill: null,
      line: frame,
    },
    ...labelShapes(label, middle, high, { mark, color: colors.ink }),
  ];
}

/** Places for a plate of a size beside a box: outside before inside, the upper left corner first. */
function platePlaces([x1, y1, x2, y2]: Bounds, wide: number, high: number, line: number): readonly Bounds[] {
  const corners: readonly (readonly [number, number])[] = [
    [x1 - line, y1 - line - high],
    [x2 + line - wide, y1 - line - high],
    [x1 - line, y2 + line],
    [x2 + line - wide, y2 + line],
    [x2 + line, y1 - line],
    [x1 - line - wide, y1 - line],
    [x1, y1],
  ];
  return corners.map(([x, y]) => [x, y, x + wide, y + high]);
}

function plateShapes(tag: Placed, taken: Bounds[], { line, letter }: MarkMeasures, size: Size): readonly MarkShape[] {
  const { mark, label, box, colors } = tag;
  if (label.trim() === "") return [];
  const high = letter * 1.55;
  const wide = Math.max(high, labelWidth(label, letter) + letter * 0.75);
  const plate = placeTag(platePlaces(box, wide, high, line), taken, size);
  taken.push(plate);
  const middle = [(plate[0] + plate[2]) / 2, (plate[1] + plate[3]) / 2] as const;
  return [
    { kind: "rect", mark, box: plate, radius: 0, fill: colors.ink, line: { color: halo, width: line * 0.4 } },
    ...labelShapes(label, middle, letter, { mark, color: colors.onInk }),
  ];
}

/** A disc stands on a corner of its box, half outside: a balloon's corners have no text in them. */
function discShapes(tag: Placed, taken: Bounds[], { line, letter }: MarkMeasures, size: Size): readonly MarkShape[] {
  const { mark, label, colors } = tag;
  const [x1, y1, x2, y2] = tag.box;
  const radius = Math.max(letter * 0.95, labelWidth(label, letter) / 2 + letter * 0.45);
  const around = radius + line / 2;
  const middles: readonly (readonly [number, number])[] = [
    [x1, y1],
    [x2, y1],
    [x1, y2],
    [x2, y2],
  ];
  const places = middles.map(([x, y]): Bounds => [x - around, y - around, x + around, y + around]);
  const place = placeTag(places, taken, size);
  taken.push(place);
  const [x, y] = [(place[0] + place[2]) / 2, (place[1] + place[3]) / 2];
  return [
    { kind: "disc", mark, x, y, radius, fill: colors.ink, line: { color: halo, width: line } },
    ...labelShapes(label, [x, y], letter, { mark, color: colors.onInk }),
  ];
}

function shapesOfTag(tag: Placed, taken: Bounds[], measures: MarkMeasures, size: Size): readonly MarkShape[] {
  switch (tag.kind) {
    case "box":
    case "outline":
      return plateShapes(tag, taken, measures, size);
    case "number":
      return discShapes(tag, taken, measures, size);
    case "blank":
      return [];
  }
}

/**
 * What is drawn for the marks of a question on an image of a size, in the order of drawing: what is painted over first,
 * then lines, then labels, each where it covers least of what the other marks are about. Boxes are in pixels of that
 * image; a mark beside it is not drawn. The one geometry for every place where marks are shown.
 */
export function markShapes(marks: readonly MarkToDraw[], size: Size): readonly MarkShape[] {
  const measures = markMeasures(size);
  const all = placed(marks, size);
  const lined = all.filter(({ kind }) => kind === "box" || kind === "outline");
  const taken = all.map(({ box }) => box);
  return [
    ...all.filter(({ kind }) => kind === "blank").flatMap(mark => blankShapes(mark, measures)),
    ...lined.flatMap(mark => lineShapes(mark, measures, size)),
    ...all.flatMap(mark => shapesOfTag(mark, taken, measures, size)),
  ];
}
