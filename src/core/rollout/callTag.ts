/**
 * How a call is written: in `<tool_call>`; in `<grounding>` (Mini-o3); as a block of JSON (DeepEyes v3); in `<tool>` as
 * lines of names and values (r1_vlm); as JSON with `actions` (OpenThinkIMG); as a call of a Python function (VTool-R1).
 */
export type CallTag = "tool_call" | "grounding" | "json" | "tool" | "actions" | "python";
