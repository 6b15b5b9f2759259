import { parseStrategySpec } from "../../core/reward/strategySpec.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { defaultTolerance } from "../../core/reward/auditRollout.js";
import { RewardColumns } from "../../core/reward/rewardColumns.js";
import { spanStrategyAt } from "../../core/reward/ruleSpans.js";
import { problemRows } from "../../core/reward/problemRows.js";
import type { RuleSpan } from "../../core/reward/ruleSpan.js";
import type { AuditApi, AuditedRow, AuditSummary, SuspectTarget } from "../../protocol/reward/auditApi.js";
import type { ListedStrategy } from "../../protocol/reward/strategyList.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import { differingByPart, type FoundDifference } from "./auditPass.js";
import { auditSet, type AuditedSet } from "./auditedSet.js";
import type { FactSet, FactSource } from "./factSource.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RolloutAuditView } from "../../protocol/reward/rolloutAuditView.js";
import { rolloutAuditOf } from "./rolloutAuditOf.js";
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
  private readonly setOf: (ref: RolloutRef) => RolloutSet | null;
  private readonly columns = new RewardColumns();
  /** Rules that whole runs were found to follow, the latest audit first. */
  private latest: readonly { readonly set: RolloutSet; readonly spans: readonly RuleSpan[] }[] = [];
  private epoch = 0;

  /** `setOf` gives the step that a row stands in. */
  constructor(
    facts: FactSource,
    book: StrategyBook,
    onAudited: OnAudited = () => undefined,
    setOf: (ref: RolloutRef) => RolloutSet | null = () => null,
  ) {
    this.facts = facts;
    this.book = book;
    this.onAudited = onAudited;
    this.setOf = setOf;
  }

  /** Ends what is under way: its callers get a `RewardCancelled`. */
  cancel(): void {
    this.epoch++;
  }

  async audit(asked: Asked): Promise<AuditSummary> {
    const audited = await this.audited(asked);
    const { facts, pass, spans, suspects } = audited;
    this.onAudited(audited);
    this.remember(asked.set, spans);
    return {
      rollouts: facts.view.count,
      counts: pass.counts,
      loggedKinds: pass.loggedKinds,
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

  /**
   * The reward pane of a rollout, from the facts of its step. Its strategy is the one that the log follows there: as the
   * audit of the whole run found it, where there was one.
   */
  async rolloutAudit({ ref, strategy }: Parameters<AuditApi["rolloutAudit"]>[0]): Promise<RolloutAuditView | null> {
    const set = this.setOf(ref);
    if (set === null) return null;
    const found = strategy ?? this.followedAt(set);
    const audited = await this.audited({ set, strategy: found, tolerance: defaultTolerance });
    const index = indexOf(audited.facts, ref);
    if (index === null) return null;
    const span = audited.spans.find(({ from }) => from === audited.facts.view.stepOf(index)) ?? null;
    return rolloutAuditOf(audited, index, this.columns, {
      strategies: this.rulesOf(set.run).map(({ spec }) => spec),
      by: strategy === null ? { kind: "log", span } : { kind: "chosen" },
    });
  }

  /** What the audit of a run found the log to follow at the step of a set; null where none was made. */
  private followedAt({ run, phase, from }: RolloutSet): string | null {
    for (const { set, spans } of this.latest)
      if (set.run === run && set.phase === phase) return spanStrategyAt(spans, from);
    return null;
  }

  /** Own code is no rule that a log could be found to follow, and knows only the rollouts that it ran on. */
  private rulesOf(run: string): readonly ListedStrategy[] {
    return this.book.of(run).strategies.filter(({ from }) => from !== "own-code");
  }

  private async audited({ set, strategy, tolerance }: Asked): Promise<AuditedSet> {
    const { epoch } = this;
    const known = this.rulesOf(set.run).map(one => one.strategy);
    const given = strategy === null ? null : strategyOf(strategy, known);
    const facts = await this.facts.of(set);
    const key = JSON.stringify([set, strategy, tolerance, known]);
    const found = this.kept.get(key);
    if (found?.facts === facts) return found.made;
    const made = auditSet(facts, { known, given, tolerance, turn: this.turns(epoch) });
    this.keep(key, facts, made);
    return made;
  }

  /** Only of audits of many steps: one step alone may fit several rules. */
  private remember(set: RolloutSet, spans: readonly RuleSpan[]): void {
    if (set.from !== null || set.to !== null) return;
    const others = this.latest.filter(one => one.set.run !== set.run || one.set.phase !== set.phase);
    this.latest = [{ set, spans }, ...others].slice(0, keptAudits);
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

/** The rollout of a row in the set of its step. */
function indexOf(facts: FactSet, { file, row }: RolloutRef): number | null {
  for (let index = 0; index < facts.view.count; index++) {
    const ref = facts.refOf(index);
    if (ref.row === row && ref.file === file) return index;
  }
  return null;
}

function strategyOf(spec: string, known: readonly Strategy[]): Strategy {
  const read = parseStrategySpec(spec, known);
  if (read.kind === "problem") throw new NoSuchStrategy(spec);
  return read.strategy;
}

async function rowsOf({ facts, pass }: AuditedSet, differences: readonly FoundDifference[]) {
  return Promise.all(
    differences.map(async ({ index }): Promise<AuditedRow> => {
      const { strategy, parts, firstDifference, cause } = pass.again(index);
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
