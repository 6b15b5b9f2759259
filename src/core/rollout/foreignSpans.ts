import type { CallSpan } from "./callSpan.js";

const toolOpen = "<tool>";
const toolClose = "</tool>";
const pythonFence = "```python";
const fence = "```";
/** A call of a function is shorter than this, arguments and all. */
const longestCall = 4000;

/**
 * Calls of projects whose loop is not verl's: `<tool>` (r1_vlm), a turn that is JSON with `actions` (OpenThinkIMG), and
 * the functions of VTool-R1 in blocks of Python. `hasCalls`: the turn has calls of another form, and is no JSON.
 */
export function foreignSpans(text: string, hasCalls: boolean): readonly CallSpan[] {
  const tools = toolSpans(text);
  const actions = hasCalls ? null : actionSpan(text);
  return actions === null ? [...tools, ...focusSpans(text)] : [actions];
}

function toolSpans(text: string): readonly CallSpan[] {
  const spans: CallSpan[] = [];
  // Searched once: where no closing tag is left, no call looks for one.
  const lastClose = text.includes(toolOpen) ? text.lastIndexOf(toolClose) : -1;
  for (let start = text.indexOf(toolOpen); start !== -1;) {
    const from = start + toolOpen.length;
    const closed = from <= lastClose;
    const close = closed ? text.indexOf(toolClose, from) : -1;
    const next = closed ? -1 : text.indexOf(toolOpen, from);
    // The closing tag is the stop string and may be stripped: then a call reaches to the next one.
    const bodyEnd = closed ? close : next === -1 ? text.length : next;
    const end = closed ? close + toolClose.length : bodyEnd;
    spans.push({ start, end, tag: "tool", closed, body: text.slice(from, bodyEnd) });
    start = text.indexOf(toolOpen, end);
  }
  return spans;
}

/** The whole turn, where it is such an object. */
function actionSpan(text: string): CallSpan | null {
  if (!text.includes('"actions"')) return null;
  const start = text.search(/\S/);
  if (text[start] !== "{") return null;
  const end = text.trimEnd().length;
  return { start, end, tag: "actions", closed: text[end - 1] === "}", body: text.slice(start, end) };
}

function focusSpans(text: string): readonly CallSpan[] {
  const spans: CallSpan[] = [];
  if (!text.includes("focus_on_")) return spans;
  for (let block = text.indexOf(pythonFence); block !== -1;) {
    const close = text.indexOf(fence, block + pythonFence.length);
    const end = close === -1 ? text.length : close;
    for (const found of text.slice(block, end).matchAll(/\bfocus_on_\w{1,60}\s{0,10}\(/g)) {
      const start = block + found.index;
      if (start < (spans.at(-1)?.end ?? 0)) continue;
      const stop = callEnd(text, start + found[0].length, Math.min(end, start + longestCall));
      spans.push({ start, end: stop.at, tag: "python", closed: stop.closed, body: text.slice(start, stop.at) });
    }
    block = close === -1 ? -1 : text.indexOf(pythonFence, close + fence.length);
  }
  return spans;
}

/** Where the brackets of a call close, strings left out; else the limit. */
function callEnd(text: string, from: number, limit: number): { readonly at: number; readonly closed: boolean } {
  let depth = 1;
  let quote: string | null = null;
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (quote !== null) {
      if (char === "\\") at++;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return { at: at + 1, closed: true };
  }
  return { at: limit, closed: false };
}
