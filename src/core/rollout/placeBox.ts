import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { CoordinateSpace } from "../page/coordinateSpace.js";
import type { CropOutcome } from "../page/cropOutcome.js";
import { dialectCrop } from "../page/dialectCrop.js";
import type { DialectTool } from "../page/dialectTool.js";
import { boxOfPart, type ImagePart } from "../page/imagePart.js";
import { pointCrop } from "../page/pointCrop.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import { smartResize } from "../page/smartResize.js";
import type { Size } from "../page/size.js";
import { spaceSize } from "../page/spaceSize.js";
import type { CallConventions } from "./callConventions.js";
import { dialects } from "./dialects.js";
import { keptSize } from "./keptSize.js";
import { isParsedCall } from "./isParsedCall.js";
import type { PlacedCall, RefusalRule } from "./placedCall.js";
import type { ZoomCall } from "./zoomCall.js";

/** A box on the page, and the image that was made of it. */
export interface PlacedBox extends Pick<PlacedCall, "page" | "executed" | "changedBy" | "refusedBy"> {
  /** What later calls crop who name this one's crop; null: nothing was cropped, or nobody knows what. */
  readonly part: ImagePart | null;
}

/** What a box is placed by. */
export interface BoxPlacement {
  readonly page: Size | null;
  readonly limits: ResizeLimits;
  readonly conventions: CallConventions;
}

/**
 * Places one call's box: requested and executed in page pixels. `crops` are what was cropped before it; a call whose source
 * is the k-th of them counts in that crop's own pixels, and is composed back to the page through every crop that lies
 * between, margins, clamps and resizes included.
 */
export function placeBox(
  call: ZoomCall,
  space: CoordinateSpace,
  placement: BoxPlacement,
  crops: readonly (ImagePart | null)[],
): PlacedBox {
  const logged = loggedOutcome(call, placement.conventions);
  const unplaced = (rule: RefusalRule | null): PlacedBox => ({
    ...{ page: null, executed: null, changedBy: [], part: null },
    refusedBy: refusal(call, logged, rule, placement),
  });
  const source = sourceOf(call, placement, crops);
  if (source === null) {
    const isUnknown = (call.requested !== null || call.aim?.kind === "point") && placement.page !== null;
    return unplaced(isUnknown ? "unknown-source" : null);
  }
  const units = unitsOf(space, source, placement);
  if (units === null) return unplaced(null);
  const grid = gridOf(space, units, source, placement);
  const outcome = outcomeOf(call, units, grid, placement.conventions);
  if (outcome === null) return unplaced(null);
  const requested = call.requested === null ? null : boxOfPart(call.requested, units, source);
  const refusedBy = refusal(call, logged, outcome.kind === "refused" ? outcome.by : null, placement);
  if (refusedBy !== null) return { page: requested, executed: null, changedBy: [], refusedBy, part: null };
  if (outcome.kind === "executed") return executedBox(requested, outcome, { call, grid, source, placement });
  // The rule refuses and the log shows an image: another tool was at work, of which only the edges of what it cropped are sure.
  const executed = requested && placement.page && clampBox(within(requested, source.box), placement.page);
  return { page: requested, executed, changedBy: [], refusedBy, part: executed && partOfPage(executed) };
}

/** What of a box lies on another one; its corners change places where nothing does. */
function within(box: Box, outer: Box): Box {
  return [
    Math.max(box[0], outer[0]),
    Math.max(box[1], outer[1]),
    Math.min(box[2], outer[2]),
    Math.min(box[3], outer[3]),
  ];
}

interface CropContext {
  readonly call: ZoomCall;
  /** The pixels of the image that was cropped. */
  readonly grid: Size;
  readonly source: ImagePart;
  readonly placement: BoxPlacement;
}

function executedBox(
  requested: Box | null,
  outcome: Extract<CropOutcome, { kind: "executed" }>,
  { call, grid, source, placement }: CropContext,
): PlacedBox {
  const { box, changedBy } = outcome;
  const covers = outcome.covers ?? box;
  const cropped = { width: covers[2] - covers[0], height: covers[3] - covers[1] };
  const { keepsResized } = dialects[placement.conventions.dialect];
  const size = keepsResized ? keptSize(call.reply?.text ?? "", cropped, limitsOf(placement)) : cropped;
  const onPage = boxOfPart(box, grid, source);
  return {
    page: requested,
    // A crop of a padded one can show black alone; what lies over the page's edge is none of its own.
    executed: placement.page === null || call.source === 0 ? onPage : clampBox(onPage, placement.page),
    changedBy,
    refusedBy: null,
    part: { box: boxOfPart(covers, grid, source), size },
  };
}

/** What the tool does with what the call asks for; null: it asks for nothing that can be placed. */
function outcomeOf(call: ZoomCall, units: Size, grid: Size, { cropTool }: CallConventions): CropOutcome | null {
  if (call.aim?.kind === "point") {
    const [x, y] = call.aim.point;
    return pointCrop([(x * grid.width) / units.width, (y * grid.height) / units.height], grid);
  }
  if (call.requested !== null) {
    const written = { box: call.requested, units };
    return dialectCrop(toolOf(call, cropTool), written, grid) ?? dialectCrop("pillow", written, grid);
  }
  // Whatever it cannot read, this one answers with the page.
  const isWhole = cropTool === "focus-eval" && call.reply !== null;
  return isWhole ? { kind: "executed", box: [0, 0, grid.width, grid.height], changedBy: ["whole-page"] } : null;
}

/** Pixel-Reasoner has two tools with two margins. */
function toolOf({ tool }: ZoomCall, cropTool: DialectTool): DialectTool {
  return cropTool === "pixel-reasoner" && tool === "zoom_in" ? "pixel-reasoner-zoom" : cropTool;
}

const limitsOf = ({ limits, conventions }: BoxPlacement): ResizeLimits =>
  dialects[conventions.dialect].limits ?? limits;

/** How many units of the space the image is wide and high. A crop has its own pixels, whichever of the page's were meant. */
function unitsOf(space: CoordinateSpace, source: ImagePart, placement: BoxPlacement): Size | null {
  if (source.size !== placement.page && (space === "page" || space === "model")) return source.size;
  return spaceSize(space, source.size, limitsOf(placement));
}

/**
 * The pixels in which the tool rounds. One that counts in model pixels crops from the resized page, and so do those that
 * never see another; every other tool turns the numbers into pixels of the page first.
 */
function gridOf(space: CoordinateSpace, units: Size, source: ImagePart, placement: BoxPlacement): Size {
  if (source.size !== placement.page) return source.size;
  if (space === "model") return units;
  if (!dialects[placement.conventions.dialect].cropsResized) return source.size;
  const seen = smartResize(source.size, limitsOf(placement));
  return seen.kind === "resized" ? seen.size : source.size;
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
      return notRunOf(call, isBad) ?? (isBad ? "bad-call" : "no-reply");
    case "not-logged":
      return notRunOf(call, isBad) ?? (isBad ? "bad-call" : rule);
    default: {
      const never: never = logged;
      return never;
    }
  }
}

/** A loop that runs the first call it can read has read the bad ones before it, and gone on. */
function notRunOf({ notRun }: ZoomCall, isBad: boolean): RefusalRule | null {
  return notRun === undefined || (isBad && notRun === "first-runs") ? null : notRun;
}

/** A part of the page whose pixels are the page's own. */
export function partOfPage(box: Box): ImagePart {
  return { box, size: { width: box[2] - box[0], height: box[3] - box[1] } };
}

function sourceOf(
  { source }: ZoomCall,
  { page, conventions }: BoxPlacement,
  crops: readonly (ImagePart | null)[],
): ImagePart | null {
  if (page === null) return null;
  if (source === 0 || !dialects[conventions.dialect].cropsCrops)
    return { box: [0, 0, page.width, page.height], size: page };
  return crops[source - 1] ?? null;
}
