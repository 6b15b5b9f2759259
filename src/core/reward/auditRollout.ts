import type { LoggedNumber } from "../rollout/loggedNumber.js";
import { auditedParts, type AuditedPart, type AuditVerdict } from "./auditedPart.js";
import type { RewardScore } from "./rewardScore.js";
import type { LoggedReward } from "./rolloutFacts.js";

/** One part of a reward: what was logged beside what the rule gives. */
export interface AuditedValue {
  readonly part: AuditedPart;
  readonly verdict: AuditVerdict;
  readonly logged: LoggedNumber;
  /** Null when the row lacks what the rule asks for. */
  readonly recomputed: number | null;
}

export interface RolloutAudit {
  /** In the order of `auditedParts`. */
  readonly parts: readonly AuditedValue[];
  /** The first of them that differs; null when none does. */
  readonly firstDifference: AuditedPart | null;
}

/**
 * How far apart two numbers may be and still match, in units of the reward. Reward functions round what they log to four
 * digits at times, which moves a number by 5e-5, and two such roundings in a total by 1e-4. A box moved by one pixel
 * changes the IoU of a box of 300 pixels by 3e-3, so real differences stay far above it.
 */
export const defaultTolerance = 1e-4;

/** Trainers keep scores as float32, whose rounding is 6e-8 of the number; a sum of such numbers loses a little more. */
const relativeTolerance = 1e-6;

/** True when two numbers are equal within the tolerance (absolute, plus a millionth of the larger). */
export function isWithin(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + relativeTolerance * Math.max(Math.abs(a), Math.abs(b));
}

function verdictOf(logged: LoggedNumber, recomputed: number | null, tolerance: number): AuditVerdict {
  switch (logged.kind) {
    case "absent":
    case "null":
    case "text":
      return "absent";
    case "nan":
    case "infinity":
      return recomputed === null ? "not-recomputable" : "differs";
    case "number":
      if (recomputed === null) return "not-recomputable";
      return isWithin(logged.value, recomputed, tolerance) ? "match" : "differs";
  }
}

/** Sets what was logged beside what a rule gives, part by part. A total that was logged without parts is audited alone. */
export function auditRollout(
  logged: LoggedReward,
  { components, total }: RewardScore,
  tolerance: number,
): RolloutAudit {
  const recomputed = { ...components, total };
  const parts = auditedParts.map(part => ({
    part,
    verdict: verdictOf(logged[part], recomputed[part], tolerance),
    logged: logged[part],
    recomputed: recomputed[part],
  }));
  return { parts, firstDifference: parts.find(({ verdict }) => verdict === "differs")?.part ?? null };
}
