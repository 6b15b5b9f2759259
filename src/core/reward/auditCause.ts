import { matchBoxes } from "../page/matchBoxes.js";
import { clampBox } from "../page/clampBox.js";
import type { Box } from "../page/box.js";
import { iou } from "../page/iou.js";
import type { AuditedPart } from "./auditedPart.js";
import { auditRollout, type RolloutAudit } from "./auditRollout.js";
import { rewardVariants, type RewardVariant, type VariantCode } from "./rewardVariants.js";
import type { BatchFacts } from "./batchFacts.js";
import type { FactCall, RewardFacts } from "./rewardFacts.js";
import type { LoggedReward } from "./rolloutFacts.js";
import { scoreRollout } from "./scoreRollout.js";
import type { RewardRule } from "./strategy.js";

/** What the trainer did in another way, found by trying: with it the rule gives what was logged. */
export interface AuditCause {
  /** One way or two at once. */
  readonly codes: readonly VariantCode[];
  /** True when with it every part matches; false when only the first part that differed does. */
  readonly isWhole: boolean;
  /** The zoom call (from 0, among `calls`) whose IoU it changes most; null when it is about no single box. */
  readonly call: { readonly index: number; readonly logged: number; readonly recomputed: number } | null;
}

/** An audited rollout. */
export interface Audited {
  readonly facts: RewardFacts;
  readonly logged: LoggedReward;
  readonly rule: RewardRule;
  readonly audit: RolloutAudit;
  readonly tolerance: number;
  readonly batch?: BatchFacts | undefined;
}

/** Another reading of a rule: one way or two at once. */
export type Reading = readonly RewardVariant[];

export interface CauseOptions {
  /** Codes tried before all others, as `causeKey` gives them: in one run most rollouts have one cause. */
  readonly likely?: readonly string[];
  /** False for a reading that other rollouts speak against: it is not named. Asked only of what explains this one. */
  readonly isTenable?: (reading: Reading) => boolean;
}

/**
 * Why the log differs from the rule, by trying other readings of the rule: one at a time, then two at once, first for the
 * whole reward, then for the first part alone. Null when none explains it, or nothing differs.
 */
export function auditCause(
  differing: Audited,
  { likely = [], isTenable = () => true }: CauseOptions = {},
): AuditCause | null {
  const part = differing.audit.firstDifference;
  if (part === null) return null;
  const first = likely.flatMap(key => byKey.get(key) ?? []);
  const isWhole = (reading: Reading) => explains(differing, reading, null) && isTenable(reading);
  const whole = first.find(isWhole) ?? all.find(isWhole);
  const found = whole ?? all.find(reading => explains(differing, reading, part) && isTenable(reading));
  if (found === undefined) return null;
  const codes = found.map(({ code }) => code);
  return { codes, isWhole: whole !== undefined, call: changedCall(differing, found) };
}

/** Whether a rollout that is as its rule says would not be so under another reading. */
export function speaksAgainst(matching: Audited, reading: Reading): boolean {
  const { facts, logged, rule, audit, tolerance, batch } = matching;
  const varied = vary({ facts, rule }, reading);
  if (varied === null) return false;
  const { parts } = auditRollout(logged, scoreRollout(varied.facts, varied.rule, batch), tolerance);
  return parts.some(({ verdict }, k) => verdict === "differs" && audit.parts[k]?.verdict === "match");
}

/** Names a cause among others. */
export const causeKey = ({ codes }: Pick<AuditCause, "codes">): string => codes.join("+");

const ones = rewardVariants.map(variant => [variant]);
/** Two ways at once, of which neither contradicts the other. */
const twos = rewardVariants.flatMap((a, i) =>
  rewardVariants.slice(i + 1).flatMap(b => (a.about !== b.about && a.isPaired && b.isPaired ? [[a, b]] : [])),
);
const all: readonly Reading[] = [...ones, ...twos];

/** Two variants of one code differ in what nobody knows, as the pixels that a page was capped at. */
const byKey = new Map<string, Reading[]>();
for (const variants of all) {
  const key = causeKey({ codes: variants.map(({ code }) => code) });
  byKey.set(key, [...(byKey.get(key) ?? []), variants]);
}

interface Varied {
  readonly facts: RewardFacts;
  readonly rule: RewardRule;
}

/** Null where a way cannot be tried, or is what the rule does anyway. */
function vary({ facts, rule }: Varied, variants: Reading): Varied | null {
  let varied: Varied = { facts, rule };
  for (const variant of variants) {
    const changed: RewardFacts | null = variant.facts === undefined ? varied.facts : variant.facts(varied.facts);
    if (changed === null) return null;
    varied = { facts: changed, rule: { ...varied.rule, options: { ...varied.rule.options, ...variant.options } } };
  }
  return varied;
}

/** Whether a part (null: every part) is as logged when the rule is read so. */
function explains(
  { facts, logged, rule, tolerance, batch }: Audited,
  variants: Reading,
  part: AuditedPart | null,
): boolean {
  const varied = vary({ facts, rule }, variants);
  if (varied === null) return false;
  const { parts, firstDifference } = auditRollout(logged, scoreRollout(varied.facts, varied.rule, batch), tolerance);
  if (part === null) return firstDifference === null;
  return parts.some(one => one.part === part && one.verdict === "match");
}

/** The box of a call that a rule compares with targets; null for refused calls and where nobody knows it. */
function comparedBox(call: FactCall, { facts, rule }: Varied): Box | null {
  if (!call.isExecuted) return null;
  if (rule.options.box === "executed") return call.executed;
  const { requested } = call;
  return requested === null || !rule.options.clamp || facts.page === null ? requested : clampBox(requested, facts.page);
}

function changedCall(differing: Audited, variants: Reading): AuditCause["call"] {
  const { tool, calls } = differing.facts;
  const varied = vary(differing, variants);
  if (tool.kind !== "targets" || varied === null || !variants.some(({ isAboutBoxes }) => isAboutBoxes)) return null;
  const before = calls.map(call => comparedBox(call, differing));
  const after = varied.facts.calls.map(call => comparedBox(call, varied));
  const matches = matchBoxes(before, tool.targets);
  const changes = matches.flatMap(({ target, iou: recomputed }, index) => {
    const box = after[index] ?? null;
    const judged = target === null ? undefined : tool.targets[target];
    return judged === undefined || box === null ? [] : [{ index, logged: iou(box, judged), recomputed }];
  });
  const by = ({ logged, recomputed }: { logged: number; recomputed: number }) => Math.abs(logged - recomputed);
  const [most] = changes.sort((a, b) => by(b) - by(a));
  return most === undefined || by(most) === 0 ? null : most;
}
