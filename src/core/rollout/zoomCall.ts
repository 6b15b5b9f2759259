import type { Box } from "../page/box.js";
import type { Point } from "../page/point.js";
import type { CallTag } from "./callTag.js";
import type { NotRunRule } from "./notRunRule.js";

/** Why a call's body gives no box. The reason is the one that the tool itself would give. */
export type CallProblem =
  | { readonly code: "not-json" }
  | { readonly code: "no-name" }
  | { readonly code: "no-arguments" }
  | { readonly code: "no-box" }
  | { readonly code: "box-not-four-numbers"; readonly written: string }
  | { readonly code: "no-point"; readonly written: string };

/** What a call asks for by other means than a box: a point around which is cropped, or words that something else places. */
export type OtherAim = { readonly kind: "point"; readonly point: Point } | { readonly kind: "words" };

/** The argument by which a call named the image that it crops: each project has its own. */
export type SourceKey = "target_image" | "img_idx" | "source";

/** One call as the model wrote it: nothing here is in page pixels yet. */
export interface ZoomCall {
  /** From 0, over all calls of the trajectory. */
  readonly index: number;
  /** Index of the turn that holds it. */
  readonly turn: number;
  /** The tool's name as written, or null when the body does not give one. */
  readonly tool: string | null;
  /** True for calls that ask for a crop, well-formed or not. */
  readonly isZoom: boolean;
  /** The four numbers as written, in a coordinate space that only a guess or a setting knows. */
  readonly requested: Box | null;
  readonly label: string | null;
  /** Left out: it asks for a box. */
  readonly aim?: OtherAim;
  /** Index of the image it asks for: 0 is the page, 1 the first crop, … */
  readonly source: number;
  /** Left out: it names none. */
  readonly sourceKey?: SourceKey;
  /** How it is written: hints for the dialect and the coordinate space. */
  readonly tag: CallTag;
  readonly closed: boolean;
  readonly body: string;
  readonly problem: CallProblem | null;
  /** The reply that answered it, where there is one: its turn and whether it is the tool's error text. */
  readonly reply: { readonly turn: number; readonly isError: boolean; readonly text: string } | null;
  /** Why the loop did not run it, where the rules of its dialect tell; left out: they would run it, or a reply shows that it did. */
  readonly notRun?: NotRunRule;
}
