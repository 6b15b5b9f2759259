import type { Point } from "../page/point.js";
import type { CallBody } from "./callBody.js";
import { valueText } from "./valueText.js";

/** How much of a value that is no point a problem quotes. */
const quotedLength = 200;

type Aimed = Pick<CallBody, "aim" | "problem">;

/** A call's `keypoint`, which has to be a list of two numbers (r1_vlm, src/r1_vlm/tools/zoom.py). */
export function readRequestedPoint(value: unknown): Aimed {
  const point = twoNumbers(value);
  if (point !== null) return { aim: { kind: "point", point }, problem: null };
  return { problem: { code: "no-point", written: valueText(value, quotedLength) } };
}

function twoNumbers(value: unknown): Point | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [x, y] = value as readonly unknown[];
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}
