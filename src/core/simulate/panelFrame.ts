import { ordinalWord } from "../page/ordinalWord.js";
import type { Box } from "../page/box.js";
import type { Point } from "./pageDescription.js";
import type { Random } from "./random.js";

/** A panel's frame on its page, in page pixels. */
export interface PanelFrame {
  readonly place: string;
  readonly box: Box;
  readonly corners: readonly [Point, Point, Point, Point];
}

/** How a row is cut: into columns side by side, or a tall panel beside a stack of two. */
type RowCut =
  | { readonly kind: "columns"; readonly count: number; readonly slant: number }
  | { readonly kind: "stack"; readonly tallFirst: boolean };

export interface PageShape {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly gutter: number;
}

function cutOf(random: Random, wide: boolean, only: boolean): RowCut {
  if (only) return { kind: "columns", count: 3 + random.int(3), slant: 0 };
  const roll = random.uniform();
  if (roll < 0.14 && !wide) return { kind: "columns", count: 1, slant: 0 };
  if (roll < 0.34) return { kind: "stack", tallFirst: random.chance(0.5) };
  const slant = random.chance(0.3) ? random.range(-0.09, 0.09) : 0;
  return { kind: "columns", count: (wide ? 3 : 2) + random.int(2), slant };
}

/** Cuts a length into `count` parts that differ a little, gutters taken off. */
function parts(
  random: Random,
  from: number,
  to: number,
  count: number,
  gutter: number,
): readonly (readonly [number, number])[] {
  const weights = Array.from({ length: count }, () => random.range(0.78, 1.25));
  const unit = (to - from - gutter * (count - 1)) / weights.reduce((sum, weight) => sum + weight, 0);
  let at = from;
  return weights.map(weight => {
    const start = at;
    at += weight * unit + gutter;
    return [Math.round(start), Math.round(start + weight * unit)] as const;
  });
}

const rectangle = (place: string, [left, top, right, bottom]: Box): PanelFrame => ({
  place,
  box: [left, top, right, bottom],
  corners: [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ],
});

/** Moves the edges between neighbours by `slant` of the row's height: the upper end right, the lower end left. */
function slanted(frames: readonly PanelFrame[], slant: number): readonly PanelFrame[] {
  return frames.map((frame, index) => {
    const [left, top, right, bottom] = frame.box;
    const shift = Math.round((bottom - top) * slant);
    const l = index === 0 ? 0 : shift;
    const r = index === frames.length - 1 ? 0 : shift;
    return {
      place: frame.place,
      box: [left - Math.abs(l), top, right + Math.abs(r), bottom],
      corners: [
        [left + l, top],
        [right + r, top],
        [right - r, bottom],
        [left - l, bottom],
      ],
    };
  });
}

function rowFrames(
  random: Random,
  cut: RowCut,
  shape: PageShape,
  [top, bottom]: readonly [number, number],
  row: string,
): readonly PanelFrame[] {
  const [left, right] = [shape.margin, shape.width - shape.margin];
  if (cut.kind === "columns") {
    const frames = parts(random, left, right, cut.count, shape.gutter).map(([from, to], index) =>
      rectangle(cut.count === 1 ? `the only panel of the ${row}` : `the ${ordinalWord(index)} panel of the ${row}`, [
        from,
        top,
        to,
        bottom,
      ]),
    );
    return slanted(frames, cut.slant);
  }
  const share = cut.tallFirst ? random.range(0.42, 0.52) : random.range(0.48, 0.58);
  const split = Math.round(left + (right - left) * share);
  const [tallX, stackX] = cut.tallFirst
    ? ([
        [left, split],
        [split + shape.gutter, right],
      ] as const)
    : ([
        [split + shape.gutter, right],
        [left, split],
      ] as const);
  const sides = cut.tallFirst ? (["left", "right"] as const) : (["right", "left"] as const);
  const tallPanel = rectangle(`the tall panel at the ${sides[0]} of the ${row}`, [tallX[0], top, tallX[1], bottom]);
  const stack = parts(random, top, bottom, 2, shape.gutter).map(([from, to], index) =>
    rectangle(`the ${index === 0 ? "upper" : "lower"} panel at the ${sides[1]} of the ${row}`, [
      stackX[0],
      from,
      stackX[1],
      to,
    ]),
  );
  return cut.tallFirst ? [tallPanel, ...stack] : [...stack, tallPanel];
}

/** The frames of a page in reading order, rows from the top. */
export function panelFrames(random: Random, shape: PageShape): readonly PanelFrame[] {
  const aspect = shape.width / shape.height;
  const rows = aspect > 2 ? 1 : aspect > 1.15 ? 2 : aspect > 0.85 ? 3 : 3 + random.int(2);
  const cuts = Array.from({ length: rows }, () => cutOf(random, aspect > 1.15, rows === 1));
  const heights = parts(random, shape.margin, shape.height - shape.margin, rows, shape.gutter);
  return heights.flatMap((span, row) => {
    const cut = cuts[row];
    const name = rows === 1 ? "strip" : `${ordinalWord(row)} row`;
    return cut === undefined ? [] : rowFrames(random, cut, shape, span, name);
  });
}
