import type { Box } from "../page/box.js";
import { parseLooseLiteral } from "./parseLooseLiteral.js";
import type { CallProblem } from "./zoomCall.js";

export interface RequestedBox {
  /** The four numbers as written, where four can be told, whatever the tool says to them. */
  readonly box: Box | null;
  readonly problem: CallProblem | null;
}

/** How much of a value that is no box a problem quotes. */
const quotedLength = 200;

/**
 * Reads a call's box from its arguments. The problem is what the tool itself would answer: it wants `bbox_2d`, a list of
 * four numbers (numbers in quotes it converts). A box that is nested, a string or under another key is still read, so
 * that the page can show what was meant.
 */
export function readRequestedBox(args: Readonly<Record<string, unknown>>): RequestedBox {
  const value = args["bbox_2d"];
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    const other = [args["bbox"], args["box"], args["bbox2d"]].map(fourNumbers).find(box => box !== null);
    return { box: other ?? null, problem: { code: "no-box" } };
  }
  const box = fourNumbers(value);
  if (box !== null) return { box, problem: null };
  return { box: meantBox(value), problem: { code: "box-not-four-numbers", written: written(value) } };
}

function meantBox(value: unknown): Box | null {
  if (typeof value === "string") {
    const literal = parseLooseLiteral(value)?.value;
    return fourNumbers(literal) ?? innerBox(literal);
  }
  return innerBox(value);
}

function innerBox(value: unknown): Box | null {
  return Array.isArray(value) && value.length === 1 ? fourNumbers(value[0]) : null;
}

function fourNumbers(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [x1, y1, x2, y2] = value.map(toNumber);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null;
  return [x1, y1, x2, y2].every(Number.isFinite) ? [x1, y1, x2, y2] : null;
}

function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
}

function written(value: unknown): string {
  return JSON.stringify(value).slice(0, quotedLength);
}
