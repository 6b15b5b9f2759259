import type { LoggedNumber } from "../src/core/rollout/loggedNumber.js";
import type { RewardPart } from "../src/core/rollout/rewardPart.js";
import type { GroupMember } from "../src/protocol/rolloutView.js";

export type BarRole = "format" | "accuracy" | "count" | "iou" | "score";

/** A piece of a bar; `start` < `end` are shares of the bar's width, the same scale in the whole group. */
export interface BarSegment {
  readonly role: BarRole;
  readonly start: number;
  readonly end: number;
}

export interface RewardBars {
  /** One list of segments for each member, in order. */
  readonly bars: readonly (readonly BarSegment[])[];
  /** Where 0 lies, as a share of the width. */
  readonly zero: number;
  /** Which kinds of segments are drawn at all, for the legend. */
  readonly roles: readonly BarRole[];
}

const order: readonly Exclude<RewardPart["role"], "total">[] = ["format", "accuracy", "count", "iou"];

const finite = (value: LoggedNumber) => (value.kind === "number" && Number.isFinite(value.value) ? value.value : null);

/** A member's pieces in units of the reward; positive ones grow to the right of 0, negative ones to the left. */
function pieces(member: GroupMember): { role: BarRole; from: number; to: number }[] {
  const parts: { role: BarRole; value: number }[] = [];
  for (const role of order) {
    const value = finite(member.parts.find(part => part.role === role)?.value ?? { kind: "absent" });
    if (value !== null && value !== 0) parts.push({ role, value });
  }
  const score = finite(member.score);
  const hasParts = member.parts.some(({ role, value }) => role !== "total" && finite(value) !== null);
  if (!hasParts && score !== null && score !== 0) parts.push({ role: "score", value: score });
  let [right, left] = [0, 0];
  return parts.map(({ role, value }) => {
    const from = value > 0 ? right : left + value;
    const to = value > 0 ? right + value : left;
    if (value > 0) right = to;
    else left = from;
    return { role, from, to };
  });
}

/**
 * Bars of the logged parts of each member's reward. A member whose trainer logged no parts gets one bar of its score;
 * what is not a finite number is not drawn.
 */
export function rewardBars(members: readonly GroupMember[]): RewardBars {
  const drawn = members.map(pieces);
  const least = Math.min(0, ...drawn.flat().map(({ from }) => from));
  const most = Math.max(0, ...drawn.flat().map(({ to }) => to));
  const span = most - least || 1;
  const share = (value: number) => (value - least) / span;
  const used = new Set(drawn.flat().map(({ role }) => role));
  return {
    bars: drawn.map(list => list.map(({ role, from, to }) => ({ role, start: share(from), end: share(to) }))),
    zero: share(0),
    roles: [...order, "score" as const].filter(role => used.has(role)),
  };
}
