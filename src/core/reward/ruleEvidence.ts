import type { LoggedNumber } from "../rollout/loggedNumber.js";
import { isWithin } from "./auditRollout.js";
import type { BatchFacts } from "./batchFacts.js";
import type { RolloutFacts } from "./rolloutFacts.js";
import type { RuleCandidate } from "./ruleCandidates.js";
import { scoreRollout } from "./scoreRollout.js";
import type { RewardRule } from "./strategy.js";
import { totalOfLogged } from "./totalOfLogged.js";

/** How well the logged totals of one step agree with each candidate. */
export interface StepEvidence {
  readonly step: number | null;
  /** Rollouts with a logged total that some candidate could be compared with. */
  readonly compared: number;
  /** Of these, rollouts by which candidates can be told apart. */
  readonly telling: number;
  /** By candidate: rollouts that agree. */
  readonly agreeing: readonly number[];
  /** By candidate: those of them of which only the logged parts add up to the total. */
  readonly byLoggedParts: readonly number[];
  /** Rollouts whose logged total is NaN or infinite: nothing agrees with it, and they are not among the compared ones. */
  readonly notFinite: number;
  /** By candidate: the telling rollouts that speak against it. */
  readonly against: readonly number[];
  /** What most rows that say so call their rule: phase and hash of the strategy; null where none does. */
  readonly written: { readonly phase: string | null; readonly hash: string | null } | null;
}

/** What speaks against a rule where only the parts that were logged add up by it. */
const byLoggedPartsCost = 0.25;

/**
 * What a rollout says against a rule. 0: the recomputed total is the logged one. A quarter: only the parts that were
 * logged add up to it, so the log follows the rule but computes a part in another way. 1: neither does.
 */
function againstRule(
  facts: RolloutFacts,
  rule: RewardRule | null,
  total: number,
  { tolerance, batch }: EvidenceOptions,
): number | null {
  if (rule === null) return null;
  const recomputed = scoreRollout(facts, rule, batch);
  if (recomputed.total !== null && isWithin(recomputed.total, total, tolerance)) return 0;
  const ofLogged = totalOfLogged(facts.logged, recomputed.components, rule);
  if (ofLogged !== null && isWithin(ofLogged, total, tolerance)) return byLoggedPartsCost;
  return recomputed.total === null && ofLogged === null ? null : 1;
}

const isNotFinite = ({ kind }: LoggedNumber) => kind === "nan" || kind === "infinity";
const finite = (logged: LoggedNumber) => (logged.kind === "number" ? logged.value : null);

export interface EvidenceOptions {
  readonly tolerance: number;
  readonly batch?: BatchFacts | undefined;
}

interface Tally {
  compared: number;
  telling: number;
  notFinite: number;
  readonly agreeing: number[];
  readonly byLoggedParts: number[];
  readonly against: number[];
  readonly written: Map<string, { readonly phase: string | null; readonly hash: string | null; count: number }>;
}

/** Gathers, rollout by rollout, which rule the logged totals follow. Rollouts come in any order. */
export class RuleEvidence {
  private readonly candidates: readonly RuleCandidate[];
  private readonly tallies = new Map<number | null, Tally>();
  private readonly rules = new Map<number | null, readonly (RewardRule | null)[]>();

  constructor(candidates: readonly RuleCandidate[]) {
    this.candidates = candidates;
  }

  add(facts: RolloutFacts, options: EvidenceOptions): void {
    const tally = this.tallyOf(facts.step);
    noteWritten(facts, tally);
    const total = finite(facts.logged.total);
    if (isNotFinite(facts.logged.total)) tally.notFinite++;
    if (total === null) return;
    const costs = this.rulesAt(facts.step).map(rule => againstRule(facts, rule, total, options));
    if (costs.every(cost => cost === null)) return;
    tally.compared++;
    costs.forEach((cost, k) => {
      if (cost !== null && cost < 1) tally.agreeing[k] = (tally.agreeing[k] ?? 0) + 1;
      if (cost === byLoggedPartsCost) tally.byLoggedParts[k] = (tally.byLoggedParts[k] ?? 0) + 1;
    });
    // Rollouts that fit every rule, as the many with nothing right, say nothing; those that fit none speak against all.
    if (costs.every(cost => cost === 0)) return;
    tally.telling++;
    costs.forEach((cost, k) => (tally.against[k] = (tally.against[k] ?? 0) + (cost ?? 1)));
  }

  /** Steps ascending; rollouts without a step come first, as one. */
  steps(): readonly StepEvidence[] {
    return [...this.tallies]
      .sort(([a], [b]) => (a ?? -Infinity) - (b ?? -Infinity))
      .map(([step, { written, ...counts }]) => {
        const [most] = [...written.values()].sort((a, b) => b.count - a.count);
        const said = most === undefined ? null : { phase: most.phase, hash: most.hash };
        return { step, ...counts, written: said };
      });
  }

  private tallyOf(step: number | null): Tally {
    const found = this.tallies.get(step);
    if (found !== undefined) return found;
    const zeros = () => this.candidates.map(() => 0);
    const counts = { compared: 0, telling: 0, notFinite: 0 };
    const made: Tally = { ...counts, agreeing: zeros(), byLoggedParts: zeros(), against: zeros(), written: new Map() };
    this.tallies.set(step, made);
    return made;
  }

  private rulesAt(step: number | null): readonly (RewardRule | null)[] {
    const found = this.rules.get(step);
    if (found !== undefined) return found;
    const made = this.candidates.map(candidate => candidate.ruleAt(step));
    this.rules.set(step, made);
    return made;
  }
}

function noteWritten({ rulePhase: phase, strategyHash: hash }: RolloutFacts, { written }: Tally): void {
  if (phase === null && hash === null) return;
  const key = JSON.stringify([phase, hash]);
  const found = written.get(key);
  if (found === undefined) written.set(key, { phase, hash, count: 1 });
  else found.count++;
}
