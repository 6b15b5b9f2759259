import type { CallBody } from "./callBody.js";

/** More names than a table has columns. */
const mostNames = 100;

/**
 * Reads a call of VTool-R1's Python tools, `focus_on_columns_with_draw(image_1, ["A", "B"], columns_bbox)`: the names that
 * are to be looked at. Their boxes come with the question (eval/eval_qwen.py), and none stands in the call.
 */
export function readFocusCall(body: string): CallBody {
  const tool = /^\s*(\w{1,80})\s*\(/.exec(body)?.[1] ?? null;
  const names = Array.from(body.matchAll(/"([^"\n]{0,200})"|'([^'\n]{0,200})'/g), ([, a, b]) => a ?? b ?? "");
  return {
    tool,
    isZoom: true,
    requested: null,
    aim: { kind: "words" },
    label: names.length === 0 ? null : names.slice(0, mostNames).join(", "),
    source: 0,
    problem: null,
  };
}
