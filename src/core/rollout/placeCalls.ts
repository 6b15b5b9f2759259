import type { Box } from "../page/box.js";
import type { SpaceGuess } from "../page/coordinateSpace.js";
import { guessSpace } from "../page/guessSpace.js";
import type { ImagePart } from "../page/imagePart.js";
import { matchBoxes } from "../page/matchBoxes.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import type { CallConventions } from "./callConventions.js";
import type { DialectGuess } from "./dialectId.js";
import { dialects } from "./dialects.js";
import { dialectSpace } from "./dialectSpace.js";
import { isParsedCall } from "./isParsedCall.js";
import type { PlacedCall } from "./placedCall.js";
import { partOfPage, placeBox, type PlacedBox } from "./placeBox.js";
import type { Trajectory } from "./trajectory.js";
import type { ZoomCall } from "./zoomCall.js";

/** What the calls of one rollout are placed by. */
export interface Placement {
  /** Size of the stored page, null when unknown: then nothing has page pixels. */
  readonly page: Size | null;
  /** The coordinate space to use, from a setting or a guess over a whole run; null to guess from these calls. */
  readonly space: SpaceGuess | null;
  readonly limits: ResizeLimits;
  readonly conventions: CallConventions;
  /** Whose dialect the calls are in; left out: that of the conventions, without a word of its own on the space. */
  readonly dialect?: DialectGuess;
  /** The format's name, quoted as the reason of a guess that nothing else decides. */
  readonly format: string;
  /** Target boxes in page pixels; null when unknown, empty when no zoom is expected. */
  readonly targets: readonly Box[] | null;
  /** What the trainer's own tool cropped for each call, null where it did not; null or left out: nobody told. */
  readonly executed?: readonly (Box | null)[] | null;
}

/**
 * Places a trajectory's zoom calls on the page: the requested box, what the tool made of it, and the IoU with its target.
 *
 * What the trainer's own tool says that it cropped (`executed`) wins over all. Else the dump is evidence and wins over the
 * rule: a call with an error for a reply was refused even where the rule would execute it, one with an image for a reply
 * was executed, one without any reply was not. IoU is that of the executed box
 * in the best one-to-one assignment; 0 for surplus and refused calls; null without targets, without a page size, for calls
 * that the dialect's loop did not run, and for those that the trainer's own parser does not take for one, which are no
 * k-th call either.
 */
export function placeCalls(trajectory: Pick<Trajectory, "calls">, placement: Placement): readonly PlacedCall[] {
  const zooms = trajectory.calls.filter(call => call.isZoom);
  const guess = placement.space ?? guessFor(zooms, placement);
  /** Crops in order: image k of a call's source is the k-th of them. And of each, the zoom calls that it was cut from. */
  const crops: (ImagePart | null)[] = [];
  const chains: (readonly number[])[] = [];
  const told = (placement.executed?.length ?? 0) >= zooms.length ? (placement.executed ?? null) : null;
  const placed = zooms.map((call, at) => {
    const own = placement.space ?? ownSpace(call, placement) ?? guess;
    const byRule = placeBox(call, own.space, placement, crops);
    const box = told === null ? byRule : asTold(byRule, told[at] ?? null, call);
    const within = withinOf(call, placement, chains);
    if (box.refusedBy === null) {
      crops.push(box.part);
      chains.push([at, ...within.slice(0, longestChain)]);
    }
    return { call, guess: own, box, within };
  });
  return withTargets(placed, placement);
}

/** The trainer's own word for what was cropped comes before its rule and before the text of a reply, which a model can write. */
function asTold(byRule: PlacedBox, executed: Box | null, call: ZoomCall): PlacedBox {
  const { page, changedBy, refusedBy } = byRule;
  if (executed !== null) return { page, executed, changedBy, refusedBy: null, part: partOfPage(executed) };
  return {
    page,
    executed: null,
    changedBy: [],
    part: null,
    refusedBy: refusedBy ?? (call.reply === null ? "no-reply" : "tool-error"),
  };
}

function guessFor(calls: readonly ZoomCall[], { page, limits, conventions, format }: Placement): SpaceGuess {
  return guessSpace(calls, { page, limits, fallback: { format, space: conventions.space } });
}

/** A dialect's word, and Pixel-Reasoner's rule, hold for each call alone: four numbers below 1 are shares, else pixels. */
function ownSpace(call: ZoomCall, placement: Placement): SpaceGuess | null {
  const settled = placement.dialect === undefined ? null : dialectSpace(call.requested, placement.dialect);
  if (settled !== null) return settled;
  const guess = guessFor([call], placement);
  return guess.reason.code === "tool-convention" ? guess : null;
}

/** A model that always crops its last crop makes a long chain, of which nobody reads more. */
const longestChain = 20;

function withinOf(
  { source }: ZoomCall,
  { conventions }: Placement,
  chains: readonly (readonly number[])[],
): readonly number[] {
  if (source === 0 || !dialects[conventions.dialect].cropsCrops) return [];
  return chains[source - 1] ?? [];
}

interface UnmatchedCall extends Pick<PlacedCall, "call" | "guess" | "within"> {
  readonly box: PlacedBox;
}

/** Written field by field: spreads would take more time than all the geometry. */
function matchedCall(
  { call, guess, box, within }: UnmatchedCall,
  target: number | null,
  iou: number | null,
): PlacedCall {
  const { page, executed, changedBy, refusedBy } = box;
  return { call, guess, page, executed, changedBy, refusedBy, within, target, iou };
}

function withTargets(
  placed: readonly UnmatchedCall[],
  { page, targets, conventions }: Placement,
): readonly PlacedCall[] {
  if (targets === null || page === null) return placed.map(one => matchedCall(one, null, null));
  const boxes = placed.map(({ box }) => (box.refusedBy === null ? box.executed : null));
  const matches = matchBoxes(boxes, targets);
  return placed.map((one, index) => {
    const isCall = one.box.refusedBy === null || (isParsedCall(one.call, conventions) && one.call.notRun === undefined);
    const match = matches[index];
    return matchedCall(one, match?.target ?? null, isCall ? (match?.iou ?? 0) : null);
  });
}
