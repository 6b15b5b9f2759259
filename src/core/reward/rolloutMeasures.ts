import { curveNames, type CurveName } from "./curveName.js";
import type { CurveFacts } from "./curveFacts.js";
import { isGiantBox } from "./isGiantBox.js";
import { isPageCrop } from "./isPageCrop.js";
import { repeatsEarlier } from "./repeatsEarlier.js";
import type { FactCall } from "./rewardFacts.js";
import type { RolloutFacts } from "./rolloutFacts.js";

/** What is measured of a rollout: every curve, and what alarms compare beyond them. */
export type Measure = CurveName | "wantedCall" | "firstOfTwo" | "secondOfTwo";

export const measures: readonly Measure[] = [...curveNames, "wantedCall", "firstOfTwo", "secondOfTwo"];

/** A rollout's value and how much it counts in the mean: a share of calls counts by calls, a share of groups by 1 / size. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

const whole = (value: number | null | undefined): Weighted | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : { value, weight: 1 };

const claim = (isSo: boolean | null): Weighted | null => whole(isSo === null ? null : isSo ? 1 : 0);

/** The share of a rollout's calls that are so, among those of which it is known. */
function shareOfCalls(calls: readonly FactCall[], isSo: (call: FactCall, k: number) => boolean | null) {
  let known = 0;
  let such = 0;
  calls.forEach((call, k) => {
    const found = isSo(call, k);
    if (found === null) return;
    known++;
    if (found) such++;
  });
  return known === 0 ? null : { value: such / known, weight: known };
}

/** As where sides are compared: an answer that cannot be parsed is not right. Of one that nobody can judge nothing is known. */
const rightness = ({ outcome }: RolloutFacts) => (outcome === "unknown" ? null : outcome === "correct");

/** IoU of the k-th zoom, from 0, where two targets ask for two zooms and two were made. */
const ofTwo = ({ tool, ious }: RolloutFacts, k: 0 | 1) =>
  tool.kind === "targets" && tool.targets.length > 1 && ious.length > 1 ? whole(ious[k]) : null;

/**
 * Calls that the tool refused. A call that ends in the middle, where the response was cut off, is no call, and one that
 * no reply follows is not refused.
 */
const refusals = ({ calls, refused }: RolloutFacts) =>
  Math.min(refused, calls.filter(({ isExecuted }) => !isExecuted).length);

function refusedShare(facts: RolloutFacts): Weighted | null {
  const made = facts.calls.length;
  return made === 0 ? null : { value: refusals(facts) / made, weight: made };
}

/** Refused again and again; several bodies that do not parse, where the response goes on, are refusals too. */
function isLooping(facts: RolloutFacts): boolean | null {
  if (facts.calls.length === 0 && facts.refused < 2) return null;
  return refusals(facts) > 1 || facts.refused > 2;
}

function giantShare({ calls, page, tool }: RolloutFacts): Weighted | null {
  return tool.kind === "targets" ? shareOfCalls(calls, call => isGiantBox(call, page, tool.targets)) : null;
}

const table: Readonly<Record<Measure, (rollout: CurveFacts) => Weighted | null>> = {
  reward: ({ facts: { logged } }) => whole(logged.total.kind === "number" ? logged.total.value : null),
  format: ({ parts }) => whole(parts.format),
  accuracy: ({ parts }) => whole(parts.accuracy),
  toolCount: ({ parts }) => whole(parts.toolCount),
  toolAccuracy: ({ parts }) => whole(parts.toolAccuracy),
  formatRate: ({ facts }) => claim(facts.isWellFormed.strict),
  right: ({ facts }) => claim(rightness(facts)),
  unparsedShare: ({ facts }) => claim(facts.outcome === "unknown" ? null : facts.outcome === "unparsed"),
  calls: ({ facts }) => whole(facts.calls.length),
  callShare: ({ facts }) => claim(facts.calls.length > 0),
  iou1: ({ facts }) => whole(facts.ious[0]),
  iou2: ({ facts }) => whole(facts.ious[1]),
  iou3: ({ facts }) => whole(facts.ious[2]),
  iou4: ({ facts }) => whole(facts.ious[3]),
  found: ({ facts }) => whole(facts.found),
  answerChars: ({ facts }) => whole(facts.answerChars === 0 ? null : facts.answerChars),
  responseChars: ({ facts }) => whole(facts.responseChars),
  cutShare: ({ facts }) => claim(facts.cut !== null),
  refusedShare: ({ facts }) => refusedShare(facts),
  loopShare: ({ facts }) => claim(isLooping(facts)),
  pageShare: ({ facts }) => shareOfCalls(facts.calls, call => isPageCrop(call, facts.page)),
  giantShare: ({ facts }) => giantShare(facts),
  repeatShare: ({ facts }) =>
    shareOfCalls(facts.calls, (call, k) => (call.requested === null ? null : repeatsEarlier(facts.calls, k))),
  flatShare: ({ isFlat, groupSize }) =>
    isFlat === null || groupSize === 0 ? null : { value: isFlat ? 1 : 0, weight: 1 / groupSize },
  wantedCall: ({ facts }) => claim(facts.tool.kind === "off" ? null : facts.calls.length > 0),
  firstOfTwo: ({ facts }) => ofTwo(facts, 0),
  secondOfTwo: ({ facts }) => ofTwo(facts, 1),
};

/** The k-th zoom, from 0, that a measure of boxes looks at; 0 too for those that look at all. */
const zoomOf: Readonly<Partial<Record<Measure, number>>> = {
  toolAccuracy: 0,
  found: 0,
  iou1: 0,
  iou2: 1,
  iou3: 2,
  iou4: 3,
  firstOfTwo: 1,
  secondOfTwo: 1,
};

/**
 * Whether a rollout lacks a value because of its own zooms, which nobody can place although the targets are known, where
 * one without them has a value.
 */
export function isUnplaced(rollout: CurveFacts, measure: Measure): boolean {
  const zoom = zoomOf[measure];
  const { calls, tool } = rollout.facts;
  if (zoom === undefined || tool.kind !== "targets" || calls.length <= zoom) return false;
  if ((measure === "firstOfTwo" || measure === "secondOfTwo") && tool.targets.length < 2) return false;
  return measureOf(rollout, measure) === null;
}

/** What one rollout gives to a measure's mean; null when it gives nothing, so that a missing value is never a 0. */
export function measureOf(rollout: CurveFacts, measure: Measure): Weighted | null {
  return table[measure](rollout);
}
