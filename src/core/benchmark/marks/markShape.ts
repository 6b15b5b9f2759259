import type { WholeBox } from "../wholeBox.js";

/** A stretch of the plane in pixels of the image that is drawn on: x1, y1, x2, y2. */
export type Bounds = readonly [number, number, number, number];

interface Shape {
  /** Which of the question's marks it belongs to, from 0. */
  readonly mark: number;
}

/** An upright rectangle; `line` is centred on its edge. */
export interface RectShape extends Shape {
  readonly kind: "rect";
  readonly box: Bounds;
  /** Of the corners, in pixels. */
  readonly radius: number;
  readonly fill: string | null;
  readonly line: { readonly color: string; readonly width: number } | null;
}

export interface DiscShape extends Shape {
  readonly kind: "disc";
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
  readonly line: { readonly color: string; readonly width: number };
}

/** One letter of a label as strokes with round ends, so that nobody needs a font to draw it. */
export interface LetterShape extends Shape {
  readonly kind: "letter";
  /** SVG path data; its units times `scale` are pixels, its origin is at x, y. */
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly color: string;
  /** Of the stroke, in units of the path. */
  readonly width: number;
  /** What it covers, strokes included. */
  readonly box: Bounds;
}

/** What is drawn for a mark, in the order of drawing. Pixels of the page, or of the part of it that is shown alone. */
export type MarkShape = RectShape | DiscShape | LetterShape;

/** What is to be marked, as a question record has it. */
export interface MarkToDraw {
  readonly kind: "box" | "outline" | "number" | "blank";
  readonly box: WholeBox;
  readonly label: string;
  readonly color: string;
}
