/** Whose way of calling a zoom tool a rollout follows: a key of `dialects`. */
export const dialectIds = [
  "verl",
  "verl-tool",
  "deepeyes",
  "deepeyes-v3",
  "deepeyes-v4",
  "deepeyes-v5",
  "deepeyes-eval",
  "chain-of-focus",
  "chain-of-focus-eval",
  "pixel-reasoner",
  "mini-o3",
  "qwen3-vl",
  "r1-vlm",
  "openthinkimg",
  "vtool-r1",
  "code",
] as const;

export type DialectId = (typeof dialectIds)[number];

/** Why a dialect was taken. The window turns the code and its values into a sentence. */
export type DialectReason =
  | { readonly code: "configured" }
  /** The first zoom call is written in this tag, which the project has to itself. */
  | { readonly code: "tag"; readonly tag: string }
  /** It calls this tool. */
  | { readonly code: "tool"; readonly tool: string }
  /** It has this argument. */
  | { readonly code: "argument"; readonly argument: string }
  /** One turn of replies answers several calls. */
  | { readonly code: "several-replies" }
  | { readonly code: "format"; readonly format: string };

export interface DialectGuess {
  readonly id: DialectId;
  readonly reason: DialectReason;
}
