import type { CallBody } from "./callBody.js";
import { parseLooseLiteral } from "./parseLooseLiteral.js";
import { readRequestedBox } from "./readRequestedBox.js";
import { readRequestedPoint } from "./readRequestedPoint.js";

/** More lines than a call has; what stands behind them is not read. */
const mostLines = 40;
const line = /^\s*([A-Za-z_]\w{0,60})\s*:\s*(.*?)\s*$/;

/** Reads the body of r1_vlm's `<tool>`: a name and a value on each line, the values JSON (tool_vision_env.py). */
export function readToolLines(body: string): CallBody {
  const args = new Map<string, string>();
  for (const text of body.split("\n", mostLines)) {
    const found = line.exec(text);
    if (found !== null) args.set(found[1] ?? "", found[2] ?? "");
  }
  const tool = args.get("name") ?? null;
  const plain = { tool: tool === "" ? null : tool, isZoom: false, requested: null, label: null, source: 0 };
  if (plain.tool === null) return { ...plain, problem: { code: args.size === 0 ? "not-json" : "no-name" } };
  const point = args.get("keypoint");
  if (point !== undefined) return { ...plain, isZoom: true, ...readRequestedPoint(valueOf(point)) };
  const box = args.get("bbox_2d") ?? args.get("bbox");
  if (box !== undefined) {
    const read = readRequestedBox({ bbox_2d: valueOf(box) });
    return { ...plain, isZoom: true, requested: read.box, problem: read.problem };
  }
  const isZoom = plain.tool === "zoom";
  return { ...plain, isZoom, problem: isZoom ? { code: "no-point", written: "" } : null };
}

function valueOf(text: string): unknown {
  return parseLooseLiteral(text)?.value ?? text;
}
