import {
  auditCause,
  causeKey,
  speaksAgainst,
  type AuditCause,
  type Audited,
  type Reading,
} from "../../core/reward/auditCause.js";
import { auditedParts, type AuditedPart, type AuditVerdict } from "../../core/reward/auditedPart.js";
import { auditRollout, type RolloutAudit } from "../../core/reward/auditRollout.js";
import type { BatchFacts } from "../../core/reward/batchFacts.js";
import type { LoggedNumber } from "../../core/rollout/loggedNumber.js";
import type { RolloutFacts } from "../../core/reward/rolloutFacts.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import type { RewardScore } from "../../core/reward/rewardScore.js";
import { scoreRollout } from "../../core/reward/scoreRollout.js";
import type { RewardRule, Strategy } from "../../core/reward/strategy.js";

/** A rollout that differs: its index in the set, the first part that does, and the cause where one was found. */
export interface FoundDifference {
  readonly index: number;
  readonly part: AuditedPart;
  /** Key of the cause; null where no other reading explains it. */
  readonly cause: string | null;
}

export interface AuditedRollout extends RolloutAudit {
  readonly strategy: string;
  readonly cause: AuditCause | null;
}

/** Logged values by what they are: none of the kinds is another. */
export type LoggedKinds = Record<AuditedPart, Record<LoggedNumber["kind"], number>>;
const noKinds = () => ({ number: 0, nan: 0, infinity: 0, null: 0, absent: 0, text: 0 });

type VerdictCounts = Record<AuditedPart, Record<AuditVerdict, number>>;
const noVerdicts = () => ({ match: 0, differs: 0, "not-recomputable": 0, absent: 0 });

/** Of a rollout whose rule is not known, as under a schedule without a step. */
const notScored: RewardScore = {
  components: { format: null, accuracy: null, toolCount: null, toolAccuracy: null },
  total: null,
};

/** Rollouts that no cause was found for are searched in full only so often: each costs as much as scoring hundreds. */
const fullSearches = 500;
/** Causes that are tried first. */
const likelyCauses = 8;

/** What a pass goes over. */
export interface PassParts {
  readonly at: (index: number) => RolloutFacts;
  readonly batchAt: (index: number) => BatchFacts | undefined;
  readonly strategyOf: (step: number | null) => Strategy;
  /** Names the span of steps that follow one rule. */
  readonly spanOf: (step: number | null) => number;
  readonly tolerance: number;
}

/** Audits rollout by rollout and counts what it finds: `add` for each, then `explain` for each difference. */
export class AuditPass {
  readonly differences: FoundDifference[] = [];
  readonly counts: VerdictCounts = {
    format: noVerdicts(),
    accuracy: noVerdicts(),
    toolCount: noVerdicts(),
    toolAccuracy: noVerdicts(),
    total: noVerdicts(),
  };
  readonly loggedKinds: LoggedKinds = {
    format: noKinds(),
    accuracy: noKinds(),
    toolCount: noKinds(),
    toolAccuracy: noKinds(),
    total: noKinds(),
  };
  /** How many rollouts each cause explains. */
  readonly causes = new Map<string, { readonly codes: AuditCause["codes"]; rollouts: number }>();
  private readonly parts: PassParts;
  /** Rollouts that are as their rule says, by span. */
  private readonly matching = new Map<number, number[]>();
  /** By span: whether no matching rollout of it speaks against a reading. */
  private readonly tenable = new Map<number, Map<Reading, boolean>>();
  private searches = 0;

  constructor(parts: PassParts) {
    this.parts = parts;
  }

  add(index: number): void {
    const { facts, audit } = this.audited(index);
    for (const { part, verdict, logged } of audit.parts) {
      this.counts[part][verdict]++;
      this.loggedKinds[part][logged.kind]++;
    }
    if (audit.firstDifference !== null) {
      this.differences.push({ index, part: audit.firstDifference, cause: null });
    } else if (audit.parts.some(({ verdict }) => verdict === "match")) {
      const span = this.parts.spanOf(facts.step);
      const list = this.matching.get(span);
      if (list === undefined) this.matching.set(span, [index]);
      else list.push(index);
    }
  }

  /** Finds the cause of a difference, by its place among them. Every rollout has been added before. */
  explain(place: number): void {
    const found = this.differences[place];
    if (found === undefined || this.searches >= fullSearches) return;
    const cause = this.causeOf(this.audited(found.index));
    if (cause === null) this.searches++;
    else {
      this.countCause(cause);
      this.differences[place] = { ...found, cause: causeKey(cause) };
    }
  }

  /** The strategy that rollouts of a step are audited by. */
  strategyAt(step: number | null): Strategy {
    return this.parts.strategyOf(step);
  }

  /** One rollout again, with its cause. */
  again(index: number): AuditedRollout {
    const one = this.audited(index);
    return { ...one.audit, strategy: this.strategyAt(one.facts.step).id, cause: this.causeOf(one) };
  }

  private audited(index: number): AuditedRow {
    const { at, batchAt, strategyOf, tolerance } = this.parts;
    const [facts, batch] = [at(index), batchAt(index)];
    const rule = ruleAt(strategyOf(facts.step), facts.step);
    const score = rule === null ? notScored : scoreRollout(facts, rule, batch);
    const audit = auditRollout(facts.logged, score, tolerance);
    return { facts, logged: facts.logged, rule, audit, tolerance, batch };
  }

  private causeOf({ rule, ...one }: AuditedRow): AuditCause | null {
    if (rule === null) return null;
    const span = this.parts.spanOf(one.facts.step);
    const isTenable = (reading: Reading) => this.isTenable(reading, span);
    return auditCause({ ...one, rule }, { likely: this.likely(), isTenable });
  }

  /** A trainer that had read its rule so would have logged something else for a rollout that matches. */
  private isTenable(reading: Reading, span: number): boolean {
    const known = this.tenable.get(span) ?? new Map<Reading, boolean>();
    this.tenable.set(span, known);
    const isKnown = known.get(reading);
    if (isKnown !== undefined) return isKnown;
    const isSo = !(this.matching.get(span) ?? []).some(index => {
      const { rule, ...one } = this.audited(index);
      return rule !== null && speaksAgainst({ ...one, rule }, reading);
    });
    known.set(reading, isSo);
    return isSo;
  }

  private likely(): readonly string[] {
    const byCount = [...this.causes].sort(([, a], [, b]) => b.rollouts - a.rollouts);
    return byCount.slice(0, likelyCauses).map(([key]) => key);
  }

  private countCause(cause: AuditCause): void {
    const key = causeKey(cause);
    const found = this.causes.get(key);
    if (found === undefined) this.causes.set(key, { codes: cause.codes, rollouts: 1 });
    else found.rollouts++;
  }
}

/** `rule` null: it is not known at the rollout's step. */
interface AuditedRow extends Omit<Audited, "facts" | "rule"> {
  readonly facts: RolloutFacts;
  readonly rule: RewardRule | null;
}

/** How many rollouts differ in each part first. */
export function differingByPart(differences: readonly FoundDifference[]): Readonly<Record<AuditedPart, number>> {
  const counts = { format: 0, accuracy: 0, toolCount: 0, toolAccuracy: 0, total: 0 };
  for (const part of auditedParts) counts[part] = differences.filter(one => one.part === part).length;
  return counts;
}
