import type { Tag } from "./tag.js";
import type { CallSpan } from "./callSpan.js";
import { foreignSpans } from "./foreignSpans.js";
import { zoomTools } from "./zoomTools.js";

/**
 * All calls in a model's turn, in order and without overlap. A body reaches from its tag to the first closing tag, over
 * further openings too, as the regular expression of verl's and DeepEyes' parsers does. A tag that is never closed
 * reaches to the next tag or the turn's end. JSON blocks are calls only when they name a zoom tool.
 * `tags` are those of the text. `isForeign`: forms that have nothing to do with verl's loop are looked for, too.
 */
export function findCallSpans(text: string, tags: readonly Tag[], isForeign = false): readonly CallSpan[] {
  const all = taggedSpans(text, tags, "tool_call");
  const groundings = taggedSpans(text, tags, "grounding");
  const blocks = jsonBlocks(text);
  const foreign = isForeign ? foreignSpans(text, all.length + groundings.length > 0) : [];
  if (groundings.length + blocks.length + foreign.length === 0) return all;
  return withoutOverlap([...all, ...groundings, ...blocks, ...foreign]);
}

function withoutOverlap(found: readonly CallSpan[]): readonly CallSpan[] {
  const all = found.toSorted((a, b) => a.start - b.start);
  const spans: CallSpan[] = [];
  for (const span of all) {
    if (span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  }
  return spans;
}

function taggedSpans(text: string, tags: readonly Tag[], name: "tool_call" | "grounding"): readonly CallSpan[] {
  const spans: CallSpan[] = [];
  // Searched once: where no closing tag is left, no call looks for one.
  let lastClose: number | null = null;
  for (let index = 0; index < tags.length; index++) {
    const open = tags[index];
    if (open?.name !== name || open.isClose) continue;
    lastClose ??= tags.findLastIndex(tag => tag.name === name && tag.isClose);
    const closed = index < lastClose;
    index = closed ? closeAfter(tags, index, name) : beforeNextOpening(tags, index, name);
    const behind = closed ? tags[index] : tags[index + 1];
    const bodyEnd = behind?.at ?? text.length;
    const end = closed ? (behind?.end ?? bodyEnd) : bodyEnd;
    spans.push({ start: open.at, end, tag: name, closed, body: text.slice(open.end, bodyEnd) });
  }
  return spans;
}

/** Index of the first closing tag behind the one at `index`. */
function closeAfter(tags: readonly Tag[], index: number, name: Tag["name"]): number {
  let at = index + 1;
  while (at < tags.length && !(tags[at]?.name === name && tags[at]?.isClose === true)) at++;
  return at;
}

/** Index of the last tag in front of the one that ends an unclosed call. */
function beforeNextOpening(tags: readonly Tag[], index: number, name: Tag["name"]): number {
  let at = index + 1;
  for (let tag = tags[at]; tag !== undefined; tag = tags[++at]) {
    if (!tag.isClose && (tag.name === name || tag.name === "answer" || tag.name === "think")) break;
  }
  return at - 1;
}

const fence = "```";
const jsonFence = "```json";

function jsonBlocks(text: string): readonly CallSpan[] {
  const spans: CallSpan[] = [];
  for (let start = text.indexOf(jsonFence); start !== -1;) {
    const from = start + jsonFence.length;
    const close = text.indexOf(fence, from);
    const closed = close !== -1;
    const bodyEnd = closed ? close : text.length;
    const end = closed ? close + fence.length : bodyEnd;
    const body = text.slice(from, bodyEnd);
    if (namesZoomTool(body)) spans.push({ start, end, tag: "json", closed, body });
    start = text.indexOf(jsonFence, end);
  }
  return spans;
}

/** The name stands near the front; a long block of code is not read to its end. */
function namesZoomTool(body: string): boolean {
  const name = /"(?:function|name)"\s*:\s*"([\w.-]{1,60})"/.exec(body.slice(0, 2000))?.[1];
  return name !== undefined && zoomTools.has(name);
}
