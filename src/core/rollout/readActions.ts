import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";
import type { CallBody } from "./callBody.js";
import { parseLooseLiteral } from "./parseLooseLiteral.js";

/** Tools that crop by the name of what is to be seen. */
const describedTools = new Set(["ZoomInSubfigure", "SegmentRegionAroundPoint"]);
const noCall: CallBody = { tool: null, isZoom: false, requested: null, label: null, source: 0, problem: null };

/**
 * Reads the first action of a turn of OpenThinkIMG: `{"thought", "actions": [{"name", "arguments": {"image", "param"}}]}`
 * (r1_v/open_r1/tool_generation.py). What its zoom tool crops is found by another model, from the words: no box is known.
 */
export function readActions(body: string): CallBody {
  const value = parseLooseLiteral(body)?.value;
  if (!isJsonObject(value)) return { ...noCall, problem: { code: "not-json" } };
  const action = firstAction(value);
  const tool = typeof action?.["name"] === "string" ? action["name"] : null;
  if (action === null || tool === null) return { ...noCall, problem: { code: "no-name" } };
  const args = isJsonObject(action["arguments"]) ? action["arguments"] : null;
  if (!describedTools.has(tool)) return { ...noCall, tool, problem: args === null ? { code: "no-arguments" } : null };
  const param = args?.["param"];
  return {
    tool,
    isZoom: true,
    requested: null,
    aim: { kind: "words" },
    label: typeof param === "string" ? param : null,
    source: imageIndex(args?.["image"]),
    problem: args === null ? { code: "no-arguments" } : null,
  };
}

function firstAction(value: JsonObject): JsonObject | null {
  const actions = value["actions"];
  const first: unknown = Array.isArray(actions) ? actions[0] : null;
  return isJsonObject(first) ? first : null;
}

/** `img_1` is the page, `img_k` the k-th image since. */
function imageIndex(image: unknown): number {
  const index = typeof image === "string" ? /^(?:img|image)[_-](\d{1,6})$/.exec(image)?.[1] : undefined;
  return index === undefined ? 0 : Math.max(0, Number(index) - 1);
}
