import { auditCause, causeKey, type AuditCause } from "../../core/reward/auditCause.js";
import { auditedParts, type AuditedPart, type AuditVerdict } from "../../core/reward/auditedPart.js";
import { auditRollout, type RolloutAudit } from "../../core/reward/auditRollout.js";
import type { BatchFacts } from "../../core/reward/batchFacts.js";
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

/** Audits rollout by rollout and counts what it finds. */
export class AuditPass {
  readonly differences: FoundDifference[] = [];
  readonly counts: VerdictCounts = {
    format: noVerdicts(),
    accuracy: noVerdicts(),
    toolCount: noVerdicts(),
    toolAccuracy: noVerdicts(),
    total: noVerdicts(),
  };
  /** How many rollouts each cause explains. */
  readonly causes = new Map<string, { readonly codes: AuditCause["codes"]; rollouts: number }>();
  private readonly strategyOf: (step: number | null) => Strategy;
  private readonly tolerance: number;
  private searches = 0;

  constructor(strategyOf: (step: number | null) => Strategy, tolerance: number) {
    this.strategyOf = strategyOf;
    this.tolerance = tolerance;
  }

  add(index: number, facts: RolloutFacts, batch: BatchFacts | undefined): void {
    const { audit, rule } = this.auditOne(facts, batch);
    for (const { part, verdict } of audit.parts) this.counts[part][verdict]++;
    if (audit.firstDifference === null) return;
    const cause = rule === null ? null : this.findCause(facts, rule, audit, batch);
    if (cause !== null) this.countCause(cause);
    this.differences.push({ index, part: audit.firstDifference, cause: cause === null ? null : causeKey(cause) });
  }

  /** The strategy that rollouts of a step are audited by. */
  strategyAt(step: number | null): Strategy {
    return this.strategyOf(step);
  }

  /** One rollout again, with its cause. */
  again(facts: RolloutFacts, batch: BatchFacts | undefined): AuditedRollout {
    const { audit, rule } = this.auditOne(facts, batch);
    const cause =
      rule === null
        ? null
        : auditCause({ facts, logged: facts.logged, rule, audit, tolerance: this.tolerance, batch }, this.likely());
    return { ...audit, strategy: this.strategyOf(facts.step).id, cause };
  }

  private auditOne(
    facts: RolloutFacts,
    batch: BatchFacts | undefined,
  ): { audit: RolloutAudit; rule: RewardRule | null } {
    const rule = ruleAt(this.strategyOf(facts.step), facts.step);
    const score = rule === null ? notScored : scoreRollout(facts, rule, batch);
    return { audit: auditRollout(facts.logged, score, this.tolerance), rule };
  }

  private likely(): readonly string[] {
    const byCount = [...this.causes].sort(([, a], [, b]) => b.rollouts - a.rollouts);
    return byCount.slice(0, likelyCauses).map(([key]) => key);
  }

  private findCause(
    facts: RolloutFacts,
    rule: RewardRule,
    audit: RolloutAudit,
    batch: BatchFacts | undefined,
  ): AuditCause | null {
    if (this.searches >= fullSearches) return null;
    const { tolerance } = this;
    const found = auditCause({ facts, logged: facts.logged, rule, audit, tolerance, batch }, this.likely());
    if (found === null) this.searches++;
    return found;
  }

  private countCause(cause: AuditCause): void {
    const key = causeKey(cause);
    const found = this.causes.get(key);
    if (found === undefined) this.causes.set(key, { codes: cause.codes, rollouts: 1 });
    else found.rollouts++;
  }
}

/** How many rollouts differ in each part first. */
export function differingByPart(differences: readonly FoundDifference[]): Readonly<Record<AuditedPart, number>> {
  const counts = { format: 0, accuracy: 0, toolCount: 0, toolAccuracy: 0, total: 0 };
  for (const part of auditedParts) counts[part] = differences.filter(one => one.part === part).length;
  return counts;
}
