import type { Box } from "../page/box.js";

/** Why a call's body gives no box. The reason is the one that the tool itself would give. */
export type CallProblem =
  | { readonly code: "not-json" }
  | { readonly code: "no-name" }
  | { readonly code: "no-arguments" }
  | { readonly code: "no-box" }
  | { readonly code: "box-not-four-numbers"; readonly written: string };

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
  /** Index of the image it asks for: 0 is the page, 1 the first crop, … */
  readonly source: number;
  /** `<grounding>`, `<tool_call>` or a JSON block: hints for the coordinate space. */
  readonly tag: "tool_call" | "grounding" | "json";
  readonly closed: boolean;
  readonly body: string;
  readonly problem: CallProblem | null;
  /** The reply that answered it, where there is one: its turn and whether it is the tool's error text. */
  readonly reply: { readonly turn: number; readonly isError: boolean; readonly text: string } | null;
}
