import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { CoordinateSpace } from "../page/coordinateSpace.js";
import { cropBy } from "../page/cropBy.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import { scaleBox } from "../page/scaleBox.js";
import type { Size } from "../page/size.js";
import { spaceSize } from "../page/spaceSize.js";
import type { CallConventions } from "./callConventions.js";
import { isParsedCall } from "./isParsedCall.js";
import type { PlacedCall, RefusalRule } from "./placedCall.js";
import type { ZoomCall } from "./zoomCall.js";

export type PlacedBox = Pick<PlacedCall, "page" | "executed" | "changedBy" | "refusedBy">;

/** What a box is placed by. */
export interface BoxPlacement {
  readonly page: Size | null;
  readonly limits: ResizeLimits;
  readonly conventions: CallConventions;
}

/**
 * Places one call's box: requested and executed in page pixels. `crops` are the executed boxes before it; a call whose
 * source is the k-th of them counts from that crop's corner and in its size.
 */
export function placeBox(
  call: ZoomCall,
  space: CoordinateSpace,
  placement: BoxPlacement,
  crops: readonly (Box | null)[],
): PlacedBox {
  const logged = loggedOutcome(call, placement.conventions);
  const source = sourceImage(call.source, placement.page, crops);
  if (call.requested === null || source === null) {
    const isUnknownSource = call.requested !== null && source === null && placement.page !== null;
    const rule: RefusalRule | null = isUnknownSource ? "unknown-source" : null;
    return { page: null, executed: null, changedBy: [], refusedBy: refusal(call, logged, rule, placement) };
  }
  const size = spaceSize(space, source, placement.limits);
  if (size === null) {
    return { page: null, executed: null, changedBy: [], refusedBy: refusal(call, logged, null, placement) };
  }
  // A tool that counts in model pixels crops from the resized page, so its rule rounds there. Every other tool turns the
  // numbers into pixels of the page first.
  const grid = space === "model" ? size : { width: source.width, height: source.height };
  const outcome = cropBy(placement.conventions.cropTool, scaleBox(call.requested, size, grid), grid);
  const onPage = (box: Box, from: Size): Box => shifted(scaleBox(box, from, source), source);
  const requested = onPage(call.requested, size);
  const refusedBy = refusal(call, logged, outcome.kind === "refused" ? outcome.by : null, placement);
  if (refusedBy !== null) return { page: requested, executed: null, changedBy: [], refusedBy };
  if (outcome.kind === "executed") {
    return { page: requested, executed: onPage(outcome.box, grid), changedBy: outcome.changedBy, refusedBy };
  }
  // The rule refuses and the log shows an image: another tool was at work, of which only the page's edge is sure.
  return { page: requested, executed: placement.page && clampBox(requested, placement.page), changedBy: [], refusedBy };
}

type LoggedOutcome = "executed" | "error" | "none" | "not-logged";

function loggedOutcome(call: ZoomCall, conventions: CallConventions): LoggedOutcome {
  if (call.reply !== null) return call.reply.isError ? "error" : "executed";
  return conventions.hasReplies ? "none" : "not-logged";
}

/** The rule that refused a call, by the log first; `rule` is what the tool's source says of its box. */
function refusal(
  call: ZoomCall,
  logged: LoggedOutcome,
  rule: RefusalRule | null,
  { conventions }: BoxPlacement,
): RefusalRule | null {
  const isBad = call.problem !== null || !isParsedCall(call, conventions);
  switch (logged) {
    case "executed":
      return null;
    case "error":
      return call.problem === null ? (rule ?? "tool-error") : "bad-call";
    case "none":
      return isBad ? "bad-call" : "no-reply";
    case "not-logged":
      return isBad ? "bad-call" : rule;
    default: {
      const never: never = logged;
      return never;
    }
  }
}

/** An image that calls crop from, as a part of the page: its corner and size in page pixels. */
interface SourceImage extends Size {
  readonly x: number;
  readonly y: number;
}

function sourceImage(source: number, page: Size | null, crops: readonly (Box | null)[]): SourceImage | null {
  if (page === null) return null;
  if (source === 0) return { x: 0, y: 0, width: page.width, height: page.height };
  const crop = crops[source - 1];
  if (crop === undefined || crop === null) return null;
  return { x: crop[0], y: crop[1], width: crop[2] - crop[0], height: crop[3] - crop[1] };
}

function shifted(box: Box, { x, y }: SourceImage): Box {
  return x === 0 && y === 0 ? box : [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}
