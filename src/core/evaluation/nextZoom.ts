import type { CropTool } from "../page/cropTool.js";
import { type CallConventions, callConventions } from "../rollout/callConventions.js";
import { isParsedCall } from "../rollout/isParsedCall.js";
import { parseTrajectory } from "../rollout/parseTrajectory.js";
import type { ZoomCall } from "../rollout/zoomCall.js";

/** How the loop that a tool comes from reads the model's turns. */
export function loopConventions(tool: CropTool): CallConventions {
  switch (tool) {
    case "verl":
      return callConventions("verl-rollouts");
    case "deepeyes":
      return callConventions("deepeyes-board");
    case "pillow":
      return callConventions("deepeyes-evaluation");
    default: {
      const never: never = tool;
      return never;
    }
  }
}

/** What a turn asks the loop to do, with all calls that are written in it. */
export type NextZoom =
  | { readonly kind: "end"; readonly all: readonly ZoomCall[] }
  /** `at`: which of them it is. */
  | { readonly kind: "call"; readonly call: ZoomCall; readonly at: number; readonly all: readonly ZoomCall[] };

/** As the loop of DeepEyes looks for one: the last pair of tags has something in it. */
const hasAnswer = (text: string): boolean =>
  (Array.from(text.matchAll(/<answer>(.*?)<\/answer>/gs)).at(-1)?.[1] ?? "") !== "";

/**
 * The call of a turn that the loop of training would run; `end` where it would end the rollout. verl runs the first call
 * that its parser takes, whatever else the turn says; DeepEyes' loop ends at an answer, and runs the last call, which it
 * answers with an error where it cannot be read; Pillow's, of evaluations, does the same and is not strict about tags. A call
 * whose tag is never closed is none to the loops of training.
 */
export function nextZoom(text: string, tool: CropTool): NextZoom {
  const conventions = loopConventions(tool);
  const hints = { conventions, prompt: "", storedAnswer: null };
  const { calls: all } = parseTrajectory({ kind: "messages", messages: [{ role: "assistant", text }] }, hints);
  const end = { kind: "end", all } as const;
  if (tool === "verl") {
    const at = all.findIndex(call => call.tag === "tool_call" && isParsedCall(call, conventions));
    const call = all[at];
    return call === undefined ? end : { kind: "call", call, at, all };
  }
  if (hasAnswer(text)) return end;
  // An evaluation's loop takes calls in whichever dialect: <tool_call>, <grounding>, or a block of JSON.
  const isOne = ({ tag, closed }: ZoomCall): boolean =>
    (tag === "tool_call" || tool === "pillow") && (closed || !conventions.needsClosingTag);
  const at = all.findLastIndex(isOne);
  const call = all[at];
  return call === undefined ? end : { kind: "call", call, at, all };
}
