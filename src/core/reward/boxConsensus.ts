import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import { iou } from "../page/iou.js";
import { matchBoxes } from "../page/matchBoxes.js";
import { scaleBox } from "../page/scaleBox.js";
import type { Size } from "../page/size.js";
import { isPageCrop } from "./isPageCrop.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/** A rollout and its place in the view. */
export interface IndexedFacts {
  readonly index: number;
  readonly facts: RolloutFacts;
}

/** Where most rollouts of a question look. */
export interface BoxConsensus {
  /** The boxes of the rollout that agrees with the others most, in page pixels, and its page. */
  readonly boxes: readonly Box[];
  readonly page: Size | null;
  readonly indexes: readonly number[];
  /** Mean IoU of the rollouts' boxes with each other. */
  readonly agreement: number;
  /** Mean over rollouts of the best IoU of any box with any target. */
  readonly withTarget: number;
  /** The place is none of the targets, holds none and lies in none. */
  readonly isOffTarget: boolean;
}

const fewestRollouts = 4;
const shareOfCallers = 0.6;
/** Boxes that overlap more than this are of one place. */
const samePlace = 0.5;
const strongAgreement = 0.6;
const mostWithTarget = 0.2;
/** Of two boxes of which more than this share of the smaller one lies in the other, one shows the other. */
const mostInside = 0.5;

interface Looking {
  readonly index: number;
  readonly boxes: readonly Box[];
  readonly facts: RolloutFacts;
}

/** The places that a rollout looked at: what was cropped, else what was asked for, without crops of the whole page. */
function placesOf(facts: RolloutFacts): readonly Box[] {
  return facts.calls.flatMap(call => {
    if (!call.isExecuted || isPageCrop(call, facts.page) === true) return [];
    const { requested } = call;
    const asked = requested === null || facts.page === null ? requested : clampBox(requested, facts.page);
    const box = call.executed ?? asked;
    return box === null ? [] : [box];
  });
}

/** Mean IoU of two lists of boxes in their best assignment; boxes without a partner count with 0. */
export function likeness(a: readonly Box[], b: readonly Box[]): number {
  const [one, two] = [a[0], b[0]];
  if (a.length === 1 && b.length === 1 && one !== undefined && two !== undefined) return iou(one, two);
  const sum = matchBoxes(a, b).reduce((total, match) => total + match.iou, 0);
  return sum / Math.max(a.length, b.length, 1);
}

function area([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** The share of the smaller of two boxes that lies in the other. */
function shareInside(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  const smaller = Math.min(area(a), area(b));
  return width > 0 && height > 0 && smaller > 0 ? (width * height) / smaller : 0;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function bestOf(boxes: readonly Box[], targets: readonly Box[], of: (a: Box, b: Box) => number): number {
  return Math.max(0, ...boxes.flatMap(box => targets.map(target => of(box, target))));
}

/** The rollouts that look where the one that agrees with the others most looks. */
function largestAgreement(
  looking: readonly Looking[],
): { readonly centre: Looking; readonly alike: readonly Looking[] } | null {
  let best: { centre: Looking; alike: readonly Looking[]; sum: number } | null = null;
  for (const centre of looking) {
    const likenesses = looking.map(other => likeness(centre.boxes, other.boxes));
    const sum = likenesses.reduce((total, value) => total + value, 0);
    const alike = looking.filter((_, i) => (likenesses[i] ?? 0) >= samePlace);
    if (best === null || sum > best.sum) best = { centre, alike, sum };
  }
  return best;
}

function meanOfPairs(alike: readonly Looking[]): number {
  const pairs = alike.flatMap((a, i) => alike.slice(i + 1).map(b => likeness(a.boxes, b.boxes)));
  return mean(pairs);
}

/** Null when too few rollouts of a question look at one place, or its targets are not known. */
export function boxConsensus(rollouts: readonly IndexedFacts[]): BoxConsensus | null {
  const looking = rollouts.flatMap(({ index, facts }): readonly Looking[] => {
    const boxes = facts.tool.kind === "targets" ? placesOf(facts) : [];
    return boxes.length === 0 ? [] : [{ index, boxes, facts }];
  });
  if (looking.length < fewestRollouts) return null;
  const found = largestAgreement(looking);
  if (found === null || found.alike.length < Math.max(fewestRollouts, shareOfCallers * looking.length)) return null;
  const agreement = meanOfPairs(found.alike);
  if (agreement < strongAgreement) return null;
  const by = (of: (a: Box, b: Box) => number) =>
    mean(found.alike.map(({ boxes, facts }) => bestOf(boxes, targetsOf(facts), of)));
  const withTarget = by(iou);
  return {
    boxes: found.centre.boxes,
    page: found.centre.facts.page,
    indexes: found.alike.map(({ index }) => index),
    agreement,
    withTarget,
    isOffTarget: withTarget <= mostWithTarget && by(shareInside) <= mostInside,
  };
}

const targetsOf = ({ tool }: RolloutFacts): readonly Box[] => (tool.kind === "targets" ? tool.targets : []);

const unit: Size = { width: 1, height: 1 };

/** Whether two questions' rollouts look at the same place, in pixels or as a part of their pages. */
export function isSameBoxes(a: BoxConsensus, b: BoxConsensus): boolean {
  if (likeness(a.boxes, b.boxes) >= samePlace) return true;
  const { page: pageA } = a;
  const { page: pageB } = b;
  if (pageA === null || pageB === null) return false;
  const parts = (boxes: readonly Box[], page: Size) => boxes.map(box => scaleBox(box, page, unit));
  return likeness(parts(a.boxes, pageA), parts(b.boxes, pageB)) >= samePlace;
}
