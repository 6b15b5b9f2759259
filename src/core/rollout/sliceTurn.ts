import { collapsedRun } from "./collapsedRun.js";
import type { ScannedTurn } from "./scanTurn.js";
import type { TurnRole } from "./trajectory.js";
import type { TurnSlice } from "./turnSlice.js";

/** The turn from `start` to `end`, with one `<image>` in the place of each run of image tokens. */
export function sliceTurn(role: TurnRole, text: string, start: number, end: number, scanned: ScannedTurn): TurnSlice {
  const { tags, runs } = scanned;
  let kept = "";
  let copied = start;
  let imageTokens = 0;
  let unclosedImages = 0;
  for (const run of runs) {
    kept += text.slice(copied, run.start) + collapsedRun;
    copied = run.end;
    imageTokens += run.tokens;
    unclosedImages += run.unclosed;
  }
  const whole = runs.length === 0 ? text.slice(start, end) : kept + text.slice(copied, end);
  return { role, text: whole, imageTokens, unclosedImages, tags };
}
