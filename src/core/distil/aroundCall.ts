import { findCallSpans } from "../rollout/findCallSpans.js";
import { scanTurn } from "../rollout/scanTurn.js";

/** A turn of the model around the zoom calls that it writes, in whichever dialect. */
export interface AroundCall {
  /** Calls that are written in it; 0 where they came as functions of the API, or there is none. */
  readonly calls: number;
  /** What is said before the first of them; all of it where there is none. */
  readonly before: string;
  /** What is said behind the last. */
  readonly after: string;
}

/** Parts a turn at its calls: `<tool_call>`, Mini-o3's `<grounding>`, or a block of JSON. */
export function aroundCall(text: string): AroundCall {
  const spans = findCallSpans(text, scanTurn(text, 0, null).tags);
  const [first, last] = [spans[0], spans.at(-1)];
  return {
    calls: spans.length,
    before: text.slice(0, first?.start ?? text.length),
    after: last === undefined ? "" : text.slice(last.end),
  };
}
