/**
 * What the numbers of a requested box count: pixels of the stored page, pixels of the page as the model saw it
 * (after smart_resize), fractions of the page (0 to 1), or thousandths of it (0 to 1000).
 */
export type CoordinateSpace = "page" | "model" | "unit" | "thousand";

export const coordinateSpaces = ["page", "model", "unit", "thousand"] as const satisfies readonly CoordinateSpace[];

/** Why a coordinate space was taken. The window turns the code and its values into a sentence. */
export type SpaceReason =
  | { readonly code: "configured" }
  | { readonly code: "tool-convention"; readonly tool: string }
  /** Every box of the dialect counts so: the id of a `DialectId`. */
  | { readonly code: "dialect"; readonly dialect: string }
  | { readonly code: "fractions" }
  | { readonly code: "same-size" }
  | { readonly code: "exceeds-model"; readonly value: number; readonly limit: number; readonly axis: "x" | "y" }
  | { readonly code: "exceeds-page"; readonly value: number; readonly limit: number; readonly axis: "x" | "y" }
  /** So counted, the boxes give the IoU that the reward function logged. */
  | { readonly code: "logged-iou" }
  /** Not this rollout's own boxes: of the run's rollouts that were `asked`, so many show the evidence. */
  | {
      readonly code: "voted";
      readonly evidence: "exceeds-model" | "exceeds-page" | "fractions" | "logged-iou";
      readonly rollouts: number;
      readonly asked: number;
    }
  | { readonly code: "format-default"; readonly format: string }
  | { readonly code: "page-size-unknown" };

export interface SpaceGuess {
  readonly space: CoordinateSpace;
  readonly reason: SpaceReason;
}
