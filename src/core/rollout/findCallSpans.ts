import { forwardSearch } from "./forwardSearch.js";
import type { ZoomCall } from "./zoomCall.js";
import { zoomTools } from "./zoomTools.js";

/** Where a call stands in a turn's text: UTF-16 offsets, tags included, and its body without them. */
export interface CallSpan {
  readonly start: number;
  readonly end: number;
  readonly tag: ZoomCall["tag"];
  readonly closed: boolean;
  readonly body: string;
}

/**
 * All calls in a model's turn, in order and without overlap. A body reaches from its tag to the first closing tag, over
 * further openings too, as the regular expression of verl's and DeepEyes' parsers does. A tag that is never closed
 * reaches to the next tag or the turn's end. JSON blocks are calls only when they name a zoom tool.
 */
export function findCallSpans(text: string): readonly CallSpan[] {
  const all = taggedSpans(text, "tool_call");
  const others = [...taggedSpans(text, "grounding"), ...jsonBlocks(text)];
  return others.length === 0 ? all : withoutOverlap([...all, ...others]);
}

function withoutOverlap(found: readonly CallSpan[]): readonly CallSpan[] {
  const all = found.toSorted((a, b) => a.start - b.start);
  const spans: CallSpan[] = [];
  for (const span of all) {
    if (span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  }
  return spans;
}

function taggedSpans(text: string, tag: "tool_call" | "grounding"): readonly CallSpan[] {
  const open = `<${tag}>`;
  let start = text.indexOf(open);
  if (start === -1) return [];
  const close = `</${tag}>`;
  const findClose = forwardSearch(text, close);
  const endOfUnclosed = [open, "<answer>", "<think>"].map(pattern => forwardSearch(text, pattern));
  const spans: CallSpan[] = [];
  while (start !== -1) {
    const from = start + open.length;
    const closeAt = findClose(from);
    const closed = closeAt !== Infinity;
    const bodyEnd = closed ? closeAt : Math.min(text.length, ...endOfUnclosed.map(find => find(from)));
    const end = closed ? closeAt + close.length : bodyEnd;
    spans.push({ start, end, tag, closed, body: text.slice(from, bodyEnd) });
    start = text.indexOf(open, end);
  }
  return spans;
}

const fence = "```";

function jsonBlocks(text: string): readonly CallSpan[] {
  const spans: CallSpan[] = [];
  for (let start = text.indexOf(`${fence}json`); start !== -1;) {
    const from = start + fence.length + 4;
    const close = text.indexOf(fence, from);
    const closed = close !== -1;
    const bodyEnd = closed ? close : text.length;
    const end = closed ? close + fence.length : bodyEnd;
    const body = text.slice(from, bodyEnd);
    if (namesZoomTool(body)) spans.push({ start, end, tag: "json", closed, body });
    start = text.indexOf(`${fence}json`, end);
  }
  return spans;
}

/** The name stands near the front; a long block of code is not read to its end. */
function namesZoomTool(body: string): boolean {
  const name = /"(?:function|name)"\s*:\s*"([\w.-]{1,60})"/.exec(body.slice(0, 2000))?.[1];
  return name !== undefined && zoomTools.has(name);
}
