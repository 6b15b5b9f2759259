import type { CallBody } from "./callBody.js";
import type { CallTag } from "./callTag.js";
import { parseLooseLiteral } from "./parseLooseLiteral.js";
import { readPlainCall } from "./readPlainCall.js";
import { readActions } from "./readActions.js";
import { readFocusCall } from "./readFocusCall.js";
import { readCallSource } from "./readCallSource.js";
import { readRequestedBox } from "./readRequestedBox.js";
import type { CallProblem } from "./zoomCall.js";
import { readRequestedPoint } from "./readRequestedPoint.js";
import { readToolLines } from "./readToolLines.js";
import { zoomTools } from "./zoomTools.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a call's body. The problem is the first thing that the trainer's own parser stumbles over; what can still be
 * told (the tool's name, four numbers) is told all the same. `allowsPython`: the body went through Python's `eval`
 * (DeepEyes' evaluation), so that single quotes are no mistake.
 */
export function parseCallBody(body: string, tag: CallTag, allowsPython: boolean): CallBody {
  if (tag === "tool") return readToolLines(body);
  if (tag === "actions") return readActions(body);
  if (tag === "python") return readFocusCall(body);
  const plain = tag === "grounding" ? null : readPlainCall(body);
  if (plain !== null) return plain;
  const strict = parseStrict(body);
  if (strict !== undefined) return readCall(strict.value, tag, null);
  const loose = parseLooseLiteral(body);
  const problem: CallProblem | null = allowsPython && loose?.isWholePython === true ? null : { code: "not-json" };
  if (loose !== null && isFields(loose.value)) return readCall(loose.value, tag, problem);
  const tool = nameInText(body);
  return { ...emptyCall, tool, isZoom: isZoomTool(tool) || tag === "grounding", problem: { code: "not-json" } };
}

/** Crops a window around a point; with a box it is nobody's tool. */
const pointTool = "zoom";

const emptyCall: CallBody = { tool: null, isZoom: false, requested: null, label: null, source: 0, problem: null };

function parseStrict(body: string): { readonly value: unknown } | undefined {
  const text = body.trim();
  // The exception for a body that was cut short costs more than all the rest of its parsing.
  if (text === "" || (text.startsWith("{") && !text.endsWith("}"))) return undefined;
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

function readCall(written: unknown, tag: CallTag, problem: CallProblem | null): CallBody {
  const value = onlyItem(written);
  if (!isFields(value)) return { ...emptyCall, isZoom: tag === "grounding", problem: problem ?? { code: "no-name" } };
  const tool = tag === "grounding" ? "grounding" : toolName(value);
  const found = findArguments(value, tool, tag);
  const args = found.args ?? value;
  const isZoom = tag === "grounding" || isZoomTool(tool) || (tool === null && "bbox_2d" in args);
  const nameProblem: CallProblem | null = tool === null ? { code: "no-name" } : null;
  const early = problem ?? nameProblem ?? found.problem;
  if (tool === pointTool && "keypoint" in args) {
    const point = readRequestedPoint(args["keypoint"]);
    return { ...emptyCall, ...point, tool, isZoom: true, problem: early ?? point.problem };
  }
  if (!isZoom) return { ...emptyCall, tool, problem: early };
  const { box, problem: boxProblem } = readRequestedBox(args);
  return {
    tool,
    isZoom,
    requested: box,
    label: readLabel(args["label"]),
    ...readCallSource(args),
    problem: early ?? boxProblem,
  };
}

/** A list of one call is no call to any parser, but says what was meant. */
function onlyItem(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** `name` with `arguments` is the rule; `function` with everything beside it is DeepEyes' v3 and v4 prompts. */
function toolName(fields: Fields): string | null {
  const name = fields["name"] ?? fields["function"];
  if (typeof name === "string" && name !== "") return name;
  return isFields(name) && typeof name["name"] === "string" ? name["name"] : null;
}

interface FoundArguments {
  readonly args: Fields | null;
  readonly problem: CallProblem | null;
}

function findArguments(fields: Fields, tool: string | null, tag: CallTag): FoundArguments {
  const args = fields["arguments"];
  if (isFields(args)) return { args, problem: null };
  if (tag === "grounding" || (typeof fields["function"] === "string" && tool !== null)) {
    return { args: fields, problem: null };
  }
  // A string of JSON is a string to the tool, which finds no box in it.
  const literal = typeof args === "string" ? parseLooseLiteral(args)?.value : undefined;
  return { args: isFields(literal) ? literal : null, problem: { code: "no-arguments" } };
}

function readLabel(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : null;
}

/** The name in a body that no reader gets through. Only the front is looked at. */
function nameInText(body: string): string | null {
  return /["'](?:name|function)["']\s{0,20}:\s{0,20}["']([\w.-]{1,80})["']/.exec(body.slice(0, 4000))?.[1] ?? null;
}

function isZoomTool(tool: string | null): boolean {
  return tool !== null && zoomTools.has(tool);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
