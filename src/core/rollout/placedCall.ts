import type { Box } from "../page/box.js";
import type { SpaceGuess } from "../page/coordinateSpace.js";
import type { NotRunRule } from "./notRunRule.js";
import type { ZoomCall } from "./zoomCall.js";

/** Rules by which tools change or refuse a requested box; each is named after what it does (formats.md 1.3, 2). */
export type CropRule = "clamped" | "enlarged" | "padded" | "shifted" | "widened" | "margin" | "window" | "whole-page";
export type RefusalRule =
  | "inverted"
  | "outside-page"
  | "aspect-ratio"
  | "too-small"
  | "bad-call"
  | "tool-error"
  | "unknown-source"
  | NotRunRule;

/** A zoom call on its page. */
export interface PlacedCall {
  readonly call: ZoomCall;
  readonly guess: SpaceGuess;
  /** The requested box in page pixels (it may reach over the page's edge), null when the page's size is unknown or there is no box. */
  readonly page: Box | null;
  /** What the tool cropped, in page pixels, rounded as the tool rounds. Null when refused or unknown. */
  readonly executed: Box | null;
  readonly changedBy: readonly CropRule[];
  /** Why nothing was cropped: a tool refused it, or nobody ran it (`isNotRun`). */
  readonly refusedBy: RefusalRule | null;
  /** Numbers of the zoom calls whose crops it was cut from, from 0, the nearest first; empty for one of the page. */
  readonly within: readonly number[];
  /** Index of the target assigned to it in the best one-to-one assignment. */
  readonly target: number | null;
  /** IoU with that target; 0 for surplus and refused calls; null without targets. */
  readonly iou: number | null;
}
