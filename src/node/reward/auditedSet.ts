import { ruleCandidates } from "../../core/reward/ruleCandidates.js";
import { RuleEvidence } from "../../core/reward/ruleEvidence.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import { ruleSpans, spanAt, spanStrategyAt } from "../../core/reward/ruleSpans.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { suspectTargets, type SuspectQuestion } from "../../core/reward/suspectTargets.js";
import type { BatchFacts } from "../../core/reward/batchFacts.js";
import { batchOf } from "../../core/reward/batchOf.js";
import { AuditPass } from "./auditPass.js";
import type { FactSet } from "./factSource.js";

/** What an audit of a set is made by. */
export interface AuditOrder {
  /** Strategies that the log may follow. */
  readonly known: readonly Strategy[];
  /** Audits by this one alone; null finds the one that the log follows. */
  readonly given: Strategy | null;
  readonly tolerance: number;
  /** Lets others have a turn, and throws when somebody asked to stop. */
  readonly turn: () => Promise<void>;
}

/** A set with everything that its audit found. */
export interface AuditedSet {
  readonly facts: FactSet;
  readonly pass: AuditPass;
  readonly spans: readonly RuleSpan[];
  readonly suspects: readonly SuspectQuestion[];
  /** What a rollout's group is; undefined for one that stands alone. */
  readonly batchAt: (index: number) => BatchFacts | undefined;
}

/** Where the log follows no known rule it is compared with the paper's. */
const fallback = "rarl";
/** Rollouts between two turns of others: some milliseconds of work. */
const rolloutsPerTurn = 256;

/** What each rollout's group is, for rules that pay by it. */
function batches(facts: FactSet): AuditedSet["batchAt"] {
  const groupOf = new Int32Array(facts.view.count);
  const known = facts.groups.map((indexes, group) => {
    for (const index of indexes) groupOf[index] = group;
    return batchOf(facts, indexes);
  });
  return index => known[groupOf[index] ?? -1];
}

async function eachOf(count: number, turn: () => Promise<void>, take: (index: number) => void): Promise<void> {
  for (let index = 0; index < count; index++) {
    if (index % rolloutsPerTurn === 0) await turn();
    take(index);
  }
}

async function findSpans(
  facts: FactSet,
  order: AuditOrder,
  batchAt: AuditedSet["batchAt"],
): Promise<readonly RuleSpan[]> {
  const candidates = ruleCandidates(order.known);
  const evidence = new RuleEvidence(candidates);
  await eachOf(facts.view.count, order.turn, index =>
    evidence.add(facts.view.at(index), { tolerance: order.tolerance, batch: batchAt(index) }),
  );
  return ruleSpans(evidence.steps(), candidates);
}

/** Steps in which the log follows one rule, and no more of an audit. */
export const setSpans = (facts: FactSet, order: Pick<AuditOrder, "known" | "tolerance" | "turn">) =>
  findSpans(facts, { ...order, given: null }, batches(facts));

/** Audits every rollout of a set: by the given strategy, else by the one that the log follows at its step. */
export async function auditSet(facts: FactSet, order: AuditOrder): Promise<AuditedSet> {
  const batchAt = batches(facts);
  const spans = await findSpans(facts, order, batchAt);
  const named = new Map(order.known.map(strategy => [strategy.id, strategy]));
  const strategyOf = (step: number | null): Strategy => {
    const found = order.given ?? named.get(spanStrategyAt(spans, step) ?? fallback) ?? named.get(fallback);
    if (found === undefined) throw new Error("there is no strategy to audit by");
    return found;
  };
  const spanOf = (step: number | null) => spanAt(spans, step);
  const at = (index: number) => facts.view.at(index);
  const pass = new AuditPass({ at, batchAt, strategyOf, spanOf, tolerance: order.tolerance });
  await eachOf(facts.view.count, order.turn, index => pass.add(index));
  await eachOf(pass.differences.length, order.turn, place => pass.explain(place));
  await order.turn();
  return { facts, pass, spans, suspects: suspectTargets(facts.view), batchAt };
}
