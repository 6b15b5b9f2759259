import type { Box } from "../page/box.js";
import type { CastMember } from "./castMember.js";
import type { FigureAction } from "./figureAction.js";

export type Point = readonly [x: number, y: number];

export type SettingName = "meadow" | "street" | "parlour" | "harbour" | "forest" | "rooftop" | "snow" | "burst";
export type Hour = "day" | "evening" | "night";
export type Expression = "smile" | "frown" | "worry" | "shout" | "surprise" | "asleep";

/** A character in a panel. */
export interface FigureDescription {
  /** Index into the page's cast. */
  readonly member: number;
  readonly action: FigureAction;
  readonly expression: Expression;
  /** 1 looks to the right, -1 to the left. */
  readonly facing: 1 | -1;
  /** 0 (nearest) to 9 (farthest), as annotated: larger is farther. */
  readonly depth: number;
  /** Point on the ground below the hips, in page pixels. */
  readonly ground: Point;
  /** Page pixels per unit of the figure; a grown-up is about 100 units tall. */
  readonly scale: number;
  /** The visible part, in page pixels: integers, inside the panel. */
  readonly box: Box;
  /** Centre of the head, in page pixels. */
  readonly head: Point;
  /** Half the width of the head, in page pixels. */
  readonly headRadius: number;
}

export interface BalloonDescription {
  readonly kind: "speech" | "thought" | "shout";
  readonly lines: readonly string[];
  /** The outline without its tail, in page pixels. */
  readonly box: Box;
  /** Index of the speaker in the panel's figures. */
  readonly figure: number;
  /** Height of a line's em in page pixels. */
  readonly em: number;
}

export interface SoundDescription {
  readonly word: string;
  readonly centre: Point;
  readonly em: number;
  /** Degrees, clockwise. */
  readonly tilt: number;
  readonly burst: boolean;
}

export interface CaptionDescription {
  readonly lines: readonly string[];
  readonly box: Box;
  readonly em: number;
}

export interface PanelDescription {
  /** From 0, in reading order. */
  readonly index: number;
  /** Where the panel is, in words, unique on its page: "the second panel of the third row". */
  readonly place: string;
  /** Bounding box of the frame in page pixels, integers. */
  readonly box: Box;
  /** The frame, clockwise from the upper left corner, in page pixels. */
  readonly corners: readonly [Point, Point, Point, Point];
  readonly setting: SettingName;
  readonly hour: Hour;
  readonly scenerySeed: number;
  readonly figures: readonly FigureDescription[];
  readonly balloons: readonly BalloonDescription[];
  readonly caption: CaptionDescription | null;
  readonly sound: SoundDescription | null;
}

/** Everything that is on a synthetic page: what is drawn and, by the same numbers, what is true of it. */
export interface PageDescription {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Width of an ink line in page pixels. */
  readonly ink: number;
  readonly paper: string;
  readonly cast: readonly CastMember[];
  readonly panels: readonly PanelDescription[];
}
