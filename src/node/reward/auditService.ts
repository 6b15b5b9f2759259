import { parseStrategySpec } from "../../core/reward/strategySpec.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { problemRows } from "../../core/reward/problemRows.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import type { AuditApi, AuditedRow, AuditSummary, SuspectTarget } from "../../protocol/reward/auditApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import { differingByPart, type FoundDifference } from "./auditPass.js";
import { auditSet, type AuditedSet } from "./auditedSet.js";
import type { FactSet, FactSource } from "./factSource.js";
import { NoSuchStrategy } from "./noSuchStrategy.js";
import { RewardCancelled } from "./rewardCancelled.js";
import type { StrategyBook } from "./strategyBook.js";

/** What an audit is asked with. */
interface Asked {
  readonly set: RolloutSet;
  readonly strategy: string | null;
  readonly tolerance: number;
}

/** Hears of every audited set: the tree's filter and the rollout view go by it. */
export type OnAudited = (audited: AuditedSet) => void;

/** Work between two chances for others. */
const turnMs = 12;
const mostSuspects = 100;
const keptAudits = 8;

/** Answers what the audit of a set of rollouts found. A set is audited once, and again when its files changed. */
export class AuditService implements AuditApi {
  private readonly facts: FactSource;
  private readonly book: StrategyBook;
  private readonly onAudited: OnAudited;
  private readonly kept = new Map<string, { readonly facts: FactSet; readonly made: Promise<AuditedSet> }>();
  private epoch = 0;

  constructor(facts: FactSource, book: StrategyBook, onAudited: OnAudited = () => undefined) {
    this.facts = facts;
    this.book = book;
    this.onAudited = onAudited;
  }

  /** Ends what is under way: its callers get a `RewardCancelled`. */
  cancel(): void {
    this.epoch++;
  }

  async audit(asked: Asked): Promise<AuditSummary> {
    const audited = await this.audited(asked);
    const { facts, pass, spans, suspects } = audited;
    this.onAudited(audited);
    return {
      rollouts: facts.view.count,
      counts: pass.counts,
      differing: pass.differences.length,
      firstDifferences: differingByPart(pass.differences),
      causes: [...pass.causes.values()].sort((a, b) => b.rollouts - a.rollouts),
      unread: facts.unread,
      spans,
      suspects: await Promise.all(suspects.slice(0, mostSuspects).map(one => suspectOf(facts, one))),
      suspectCount: suspects.length,
      tolerance: asked.tolerance,
    };
  }

  async auditRows({
    part,
    offset,
    count,
    ...asked
  }: Parameters<AuditApi["auditRows"]>[0]): Promise<{ total: number; rows: readonly AuditedRow[] }> {
    const audited = await this.audited(asked);
    const { differences } = audited.pass;
    const found = part === null ? differences : differences.filter(one => one.part === part);
    return { total: found.length, rows: await rowsOf(audited, found.slice(offset, offset + count)) };
  }

  async auditProblems({
    perFile,
    inAll,
    ...asked
  }: Parameters<AuditApi["auditProblems"]>[0]): Promise<{ total: number; rows: readonly AuditedRow[] }> {
    const audited = await this.audited(asked);
    const { differences } = audited.pass;
    const places = differences.map(({ index, part }) => ({ file: audited.facts.refOf(index).file, part }));
    const listed = problemRows(places, { perFile, inAll }).flatMap(i => differences[i] ?? []);
    return { total: differences.length, rows: await rowsOf(audited, listed) };
  }

  /** Steps in which the log follows one rule, as the audit finds them: for curves, and for what is compared "as logged". */
  async spans(set: RolloutSet, tolerance: number): Promise<readonly RuleSpan[]> {
    return (await this.audited({ set, strategy: null, tolerance })).spans;
  }

  private async audited({ set, strategy, tolerance }: Asked): Promise<AuditedSet> {
    const { epoch } = this;
    const known = this.book.of(set.run).strategies.map(one => one.strategy);
    const given = strategy === null ? null : strategyOf(strategy, known);
    const facts = await this.facts.of(set);
    const key = JSON.stringify([set, strategy, tolerance, known]);
    const found = this.kept.get(key);
    if (found?.facts === facts) return found.made;
    const made = auditSet(facts, { known, given, tolerance, turn: this.turns(epoch) });
    this.keep(key, facts, made);
    return made;
  }

  private keep(key: string, facts: FactSet, made: Promise<AuditedSet>): void {
    this.kept.delete(key);
    this.kept.set(key, { facts, made });
    const oldest = this.kept.size > keptAudits ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    // One that failed or was cancelled is made anew when it is asked for again.
    made.catch(() => {
      if (this.kept.get(key)?.made === made) this.kept.delete(key);
    });
  }

  private turns(epoch: number): () => Promise<void> {
    let since = performance.now();
    return async () => {
      if (this.epoch !== epoch) throw new RewardCancelled();
      if (performance.now() - since < turnMs) return;
      await new Promise(resolve => setImmediate(resolve));
      since = performance.now();
    };
  }
}

function strategyOf(spec: string, known: readonly Strategy[]): Strategy {
  const read = parseStrategySpec(spec, known);
  if (read.kind === "problem") throw new NoSuchStrategy(spec);
  return read.strategy;
}

async function rowsOf({ facts, pass, batchAt }: AuditedSet, differences: readonly FoundDifference[]) {
  return Promise.all(
    differences.map(async ({ index }): Promise<AuditedRow> => {
      const { strategy, parts, firstDifference, cause } = pass.again(facts.view.at(index), batchAt(index));
      return {
        ref: facts.refOf(index),
        step: facts.view.stepOf(index),
        question: await facts.nameOf(index),
        number: facts.numberOf(index),
        ...{ strategy, parts, firstDifference, cause },
        byteOffset: facts.byteOffsetOf(index),
      };
    }),
  );
}

async function suspectOf(facts: FactSet, suspect: AuditedSet["suspects"][number]): Promise<SuspectTarget> {
  const { indexes, agreement, withTarget, kind } = suspect;
  const [first = 0] = indexes;
  const refs = indexes.map(index => facts.refOf(index));
  return { question: await facts.nameOf(first), refs, agreement, withTarget, kind };
}
