import type { AdvantageColumn } from "../../core/reward/advantageColumn.js";
import { breakdownOf } from "../../core/reward/breakdownOf.js";
import type { EstimatorId } from "../../core/reward/estimatorId.js";
import { flatGroups } from "../../core/reward/flatGroups.js";
import { flatMembers } from "../../core/reward/flatMembers.js";
import { foresee } from "../../core/reward/foresee.js";
import { ownComponents } from "../../core/reward/ownColumn.js";
import { pushedOrder } from "../../core/reward/pushedOrder.js";
import { rescoredFigures } from "../../core/reward/rescoredFigures.js";
import { RewardColumns, type RewardBasis } from "../../core/reward/rewardColumns.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { parseStrategySpec } from "../../core/reward/strategySpec.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { StrategyList } from "../../protocol/reward/strategyList.js";
import type {
  Foresight,
  PushedRollout,
  RewardBreakdown,
  StrategyCell,
  StrategyTable,
  WhatIfApi,
} from "../../protocol/reward/whatIfApi.js";
import type { FactSet, FactSource } from "./factSource.js";
import { loggedStrategy } from "./loggedStrategy.js";
import { NoSuchSet } from "./noSuchSet.js";
import { NoSuchStrategy } from "./noSuchStrategy.js";
import type { OwnRewardScores } from "./ownRewardScores.js";
import { pushedRollout } from "./pushedRollout.js";
import { RewardCancelled } from "./rewardCancelled.js";
import type { StrategyBook } from "./strategyBook.js";

type Params<K extends keyof WhatIfApi> = Parameters<WhatIfApi[K]>[0];

export interface WhatIfParts {
  readonly facts: FactSource;
  readonly book: StrategyBook;
  /** The step that a row stands in. */
  readonly setOf: (ref: RolloutRef) => RolloutSet | null;
  /** What own code paid, where there is some. */
  readonly own?: OwnRewardScores;
}

/** A file without steps is read to tell its strategy up to so many rollouts. */
const mostWithoutSteps = 4096;

/** A strategy, and what its advantages are compared with. */
interface Pushed {
  readonly spec: string;
  readonly against: string;
  readonly estimator: EstimatorId;
}

type Which = Params<"pushedRollouts">["which"];

/** A rollout's rewards and advantages on both sides, by index. */
interface PushedSides {
  readonly strategy: Strategy;
  readonly rewardBefore: Float64Array;
  readonly rewardAfter: Float64Array;
  readonly advantageBefore: Float64Array;
  readonly advantageAfter: Float64Array;
}

interface KeptOrder {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly which: Which;
  readonly order: Int32Array;
}

/** What other strategies would have paid and pushed on, answered from the facts of the rollouts that are there. */
export class WhatIfService implements WhatIfApi {
  private readonly parts: WhatIfParts;
  private readonly columns: RewardColumns<FactSet>;
  private readonly orders = new WeakMap<FactSet, KeptOrder>();
  private readonly figures = new WeakMap<AdvantageColumn, { before: AdvantageColumn; cell: StrategyCell }>();
  private cancelled = 0;

  constructor(parts: WhatIfParts) {
    this.parts = parts;
    this.columns = new RewardColumns((facts, strategy) => parts.own?.columnOf(facts, strategy) ?? null);
  }

  rewardSources(): ReturnType<WhatIfApi["rewardSources"]> {
    return Promise.resolve(this.parts.facts.sources());
  }

  async strategies({ run }: Params<"strategies">): Promise<StrategyList> {
    const { strategies, problems } = this.parts.book.of(run);
    const asLogged =
      run === null
        ? null
        : await this.asLogged(
            run,
            strategies.map(({ strategy }) => strategy),
          );
    return { strategies, problems, asLogged };
  }

  async strategyTable({ columns, strategies, against, estimator }: Params<"strategyTable">): Promise<StrategyTable> {
    const start = this.cancelled;
    const sets: (FactSet | null)[] = [];
    for (const column of columns) sets.push(await this.setOrNull(column));
    const cells: (StrategyCell | null)[][] = [];
    for (const spec of strategies) {
      const row: (StrategyCell | null)[] = [];
      for (const facts of sets)
        row.push(facts === null ? null : await this.cell(facts, { spec, against, estimator }, () => this.turn(start)));
      cells.push(row);
    }
    const unread = sets.reduce((sum, set) => sum + (set?.unread ?? 0), 0);
    return { columns, strategies, against, cells, unread };
  }

  async pushedRollouts(params: Params<"pushedRollouts">): ReturnType<WhatIfApi["pushedRollouts"]> {
    const facts = await this.parts.facts.of(params.column);
    const strategy = this.strategyOf(facts.set.run, params.strategy);
    const basis = this.basisOf(facts.set.run, params.against);
    const sides: PushedSides = {
      strategy,
      rewardBefore: this.columns.rewards(facts, basis),
      rewardAfter: this.columns.rewards(facts, strategy),
      advantageBefore: this.columns.advantages(facts, basis, params.estimator).values,
      advantageAfter: this.columns.advantages(facts, strategy, params.estimator).values,
    };
    const order = this.orderOf(facts, sides, params.which);
    const shown = order.subarray(params.offset, params.offset + params.count);
    const rows: PushedRollout[] = [];
    for (const index of shown) rows.push(await pushedRollout(facts, index, sides));
    return { total: order.length, rows };
  }

  async breakdown({ ref, strategies, estimator }: Params<"breakdown">): ReturnType<WhatIfApi["breakdown"]> {
    const set = this.parts.setOf(ref);
    if (set === null) return null;
    const facts = await this.parts.facts.of(set);
    const index = indexOf(facts, ref);
    if (index === null) return null;
    const advantage = this.columns.advantages(facts, "logged", estimator).values[index] ?? Number.NaN;
    return {
      logged: facts.view.at(index).logged,
      loggedAdvantage: Number.isNaN(advantage) ? null : advantage,
      breakdowns: strategies.map(spec => this.breakdownOf(facts, index, this.strategyOf(set.run, spec), estimator)),
    };
  }

  /** Own code has no terms: what it paid, and the parts that it returned, stand in their place. */
  private breakdownOf(facts: FactSet, index: number, strategy: Strategy, estimator: EstimatorId): RewardBreakdown {
    const ruled = breakdownOf(facts, index, strategy, estimator, this.columns);
    if (strategy.own === undefined) return ruled;
    const own = this.parts.own?.scoreOf(facts.set.run, strategy, facts.refOf(index)) ?? null;
    if (own?.kind !== "scored") return { ...ruled, own };
    return { ...ruled, components: ownComponents(own.parts), total: own.total, own };
  }

  async foresee({ set, strategies, estimator }: Params<"foresee">): Promise<readonly Foresight[]> {
    const start = this.cancelled;
    const facts = await this.parts.facts.of(set);
    const foresights: Foresight[] = [];
    for (const spec of strategies) {
      await this.turn(start);
      const strategy = this.strategyOf(set.run, spec);
      const { rewards, isWithheld } = this.columns.scores(facts, strategy);
      const flat = isWithheld ? [] : Object.values(flatGroups(facts, rewards, strategy));
      foresights.push(
        foresee({
          strategy: spec,
          facts,
          rewards,
          advantages: this.columns.advantages(facts, strategy, estimator).values,
          flatGroups: isWithheld ? null : flat.reduce((sum, count) => sum + count, 0),
          isWithheld,
          ruleAt: step => ruleAt(strategy, step),
        }),
      );
    }
    return foresights;
  }

  cancelReward(): Promise<void> {
    this.cancelled++;
    this.parts.facts.cancel();
    return Promise.resolve();
  }

  /** Lets others have the thread, so that a cancel is heard between two passes over a set. */
  private async turn(start: number): Promise<void> {
    await new Promise<void>(resolve => setImmediate(resolve));
    if (this.cancelled !== start) throw new RewardCancelled();
  }

  private async cell(
    facts: FactSet,
    { spec, against, estimator }: Pushed,
    turn: () => Promise<void>,
  ): Promise<StrategyCell> {
    const strategy = this.strategyOf(facts.set.run, spec);
    const basis = this.basisOf(facts.set.run, against);
    await turn();
    const column = this.columns.scores(facts, strategy);
    await turn();
    const before = this.columns.advantages(facts, basis, estimator);
    await turn();
    const after = this.columns.advantages(facts, strategy, estimator);
    // A column of advantages belongs to one set and one strategy: beside the same other one it gives the same figures.
    const kept = this.figures.get(after);
    if (kept?.before === before) return kept.cell;
    const cell = rescoredFigures({ facts, strategy, column, after, before });
    this.figures.set(after, { before, cell });
    return cell;
  }

  /** The same list page after page: sorted once. */
  private orderOf(facts: FactSet, sides: PushedSides, which: Which): Int32Array {
    const { advantageBefore: before, advantageAfter: after } = sides;
    const kept = this.orders.get(facts);
    if (kept?.before === before && kept.after === after && kept.which === which) return kept.order;
    const order = which === "flat" ? flatOrder(facts, sides) : pushedOrder(before, after, which);
    this.orders.set(facts, { before, after, which, order });
    return order;
  }

  /** A column may name steps that are not there; its cells are then empty. */
  private async setOrNull(set: RolloutSet): Promise<FactSet | null> {
    try {
      const facts = await this.parts.facts.of(set);
      return facts.view.count === 0 ? null : facts;
    } catch (error) {
      if (error instanceof NoSuchSet) return null;
      throw error;
    }
  }

  private strategyOf(run: string, spec: string): Strategy {
    const known = this.parts.book.of(run).strategies.map(({ strategy }) => strategy);
    const read = parseStrategySpec(spec, known);
    if (read.kind === "problem") throw new NoSuchStrategy(spec);
    return read.strategy;
  }

  private basisOf(run: string, against: string): RewardBasis {
    return against === "logged" ? "logged" : this.strategyOf(run, against);
  }

  /**
   * The first and the last step of a training tell its strategy, a schedule too; more need not be read for a list. Null
   * where it would be a long file at once, or reading was cancelled: a list of strategies does without.
   */
  private async asLogged(run: string, strategies: readonly Strategy[]): Promise<string | null> {
    const source = this.parts.facts.sources().find(one => one.run === run && one.phase === "training");
    if (source === undefined) return null;
    const { phase, folder, steps } = source;
    if (steps.length === 0 && source.rollouts > mostWithoutSteps) return null;
    const ends = steps.length === 0 ? [null] : [...new Set([steps[0] ?? null, steps.at(-1) ?? null])];
    try {
      const sets = await Promise.all(ends.map(step => this.setOrNull({ run, phase, folder, from: step, to: step })));
      return loggedStrategy(
        sets.filter(set => set !== null),
        strategies,
      );
    } catch (error) {
      if (error instanceof RewardCancelled) return null;
      throw error;
    }
  }
}

/** The rollouts of groups without spread, in the order of all. */
function flatOrder(
  facts: FactSet,
  { strategy, rewardAfter, advantageBefore, advantageAfter }: PushedSides,
): Int32Array {
  const members = flatMembers(facts, rewardAfter, strategy);
  return pushedOrder(advantageBefore, advantageAfter, "all").filter(index => members[index] === 1);
}

/** The rollout of a row in the set of its step. */
function indexOf(facts: FactSet, { file, row }: RolloutRef): number | null {
  for (let index = 0; index < facts.view.count; index++) {
    const ref = facts.refOf(index);
    if (ref.row === row && ref.file === file) return index;
  }
  return null;
}
