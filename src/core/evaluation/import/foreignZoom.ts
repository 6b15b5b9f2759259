import type { WholeBox } from "../../benchmark/wholeBox.js";
import type { Box } from "../../page/box.js";
import { focusBox } from "../../page/focusBox.js";
import type { ResizeLimits } from "../../page/resizeLimits.js";
import type { Size } from "../../page/size.js";
import { scaleBox } from "../../page/scaleBox.js";
import { smartResize } from "../../page/smartResize.js";
import type { ZoomCall } from "../../rollout/zoomCall.js";
import type { BoxConvention } from "../modelFamily.js";
import { wholeOnPage } from "../wholeOnPage.js";
import { zoomAnswer } from "../zoomAnswer.js";
import type { ForeignFormat } from "./foreignRow.js";

/** How another program's loop takes a box, and what it crops. */
export interface ForeignZoom {
  readonly boxes: BoxConvention;
  /** By which it shrinks the page before the model sees it; null: the page is sent as it is stored. */
  readonly limits: ResizeLimits | null;
  /** Turns of the model at most. */
  readonly maxTurns: number;
  readonly carryOut: (call: ZoomCall, page: Size) => ZoomedTo;
}

/** In page pixels; null: no box could be told, or no part of the page was shown for it. */
export interface ZoomedTo {
  readonly requested: Box | null;
  readonly executed: WholeBox | null;
  /** A code; null: it was carried out. */
  readonly error: string | null;
}

/** DeepEyes' eval/eval_vstar.py: boxes in pixels of the stored page, handed to Pillow as they are. */
function deepeyesZoom(call: ZoomCall, page: Size): ZoomedTo {
  const shown = { sent: page, seen: page, part: [0, 0, page.width, page.height] as const };
  const answer = zoomAnswer(call, { size: page, shown, convention: "px_sent", tool: "pillow" });
  const executed = answer.executed === null ? null : wholeOnPage(answer.executed, page);
  return { requested: answer.requested, executed, error: answer.refusedBy };
}

/** Chain-of-Focus' eval/vstar/vllm_inference.py: 112² to 3840² pixels, in multiples of 28. */
const focusLimits: ResizeLimits = { factor: 28, minPixels: 112 * 112, maxPixels: 3840 * 3840 };
const isWithin = ([x1, y1, x2, y2]: Box, { width, height }: Size): boolean =>
  x1 >= 0 && y1 >= 0 && x2 <= width && y2 <= height && x1 < x2 && y1 < y2;

/** What it does not take for a box inside the page is answered with the whole page. */
function focusZoom(call: ZoomCall, page: Size): ZoomedTo {
  const resized = smartResize(page, focusLimits);
  const { requested: written } = call;
  if (written === null || resized.kind !== "resized") return { requested: null, executed: null, error: "whole-page" };
  const seen = resized.size;
  const requested = scaleBox(written, seen, page);
  if (!call.closed || call.problem !== null || !isWithin(written, seen))
    return { requested, executed: null, error: "whole-page" };
  const executed = wholeOnPage(scaleBox(focusBox(written, seen), seen, page), page);
  return { requested, executed, error: null };
}

/** The loop of a program whose zooms are known; null: nothing is known of them. */
export function foreignZoom(format: ForeignFormat): ForeignZoom | null {
  if (format === "deepeyes") return { boxes: "px_sent", limits: null, maxTurns: 11, carryOut: deepeyesZoom };
  if (format !== "chain-of-focus") return null;
  return { boxes: "px_resized", limits: focusLimits, maxTurns: 6, carryOut: focusZoom };
}
