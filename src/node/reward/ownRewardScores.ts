import type { GroupedFacts } from "../../core/reward/groupedFacts.js";
import { ownColumn } from "../../core/reward/ownColumn.js";
import { ownCodeStrategy } from "../../core/reward/ownCodeStrategy.js";
import type { OwnReward } from "../../core/reward/ownReward.js";
import type { OwnScore } from "../../core/reward/ownScore.js";
import type { ScoreColumn } from "../../core/reward/scoreColumn.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { Row } from "../runs/rowsOf.js";
import type { FactSet } from "./factSource.js";

interface KeptScore {
  /** Of the row's file: a file that was rewritten has other rollouts. */
  readonly generation: number;
  readonly score: OwnScore;
}

interface KeptRuns {
  readonly reward: OwnReward;
  readonly revision: number;
  readonly scores: ReadonlyMap<string, KeptScore>;
}

const keyOf = ({ file, row }: RolloutRef) => `${row} ${file}`;

/** What own code made of rollouts at its last runs, as strategies beside those that pay by rules. Kept while the window is open. */
export class OwnRewardScores {
  private readonly rowOf: (file: string, row: number) => Row | undefined;
  /** By run, then id. */
  private readonly runs = new Map<string, Map<string, KeptRuns>>();
  private revisions = 0;

  constructor(rowOf: (file: string, row: number) => Row | undefined) {
    this.rowOf = rowOf;
  }

  /**
   * Takes what a run of the code gave. Rollouts that this run was not asked for keep their score, unless the code has
   * changed. Gives how many totals are another number than before.
   */
  take(run: string, reward: OwnReward, scores: ReadonlyMap<RolloutRef, OwnScore>, isSameCode: boolean): number {
    const before = this.runs.get(run)?.get(reward.id);
    const after = new Map(isSameCode ? before?.scores : []);
    let moved = 0;
    for (const [ref, score] of scores) {
      const generation = this.rowOf(ref.file, ref.row)?.file.generation ?? -1;
      const was = before?.scores.get(keyOf(ref));
      if (was?.generation === generation && isMoved(was.score, score)) moved++;
      after.set(keyOf(ref), { generation, score });
    }
    const ofRun = this.runs.get(run) ?? new Map<string, KeptRuns>();
    this.runs.set(run, ofRun.set(reward.id, { reward, revision: ++this.revisions, scores: after }));
    return moved;
  }

  /** One strategy for each own reward that has run; without segments, since no rule says what it pays. */
  strategiesOf(run: string): readonly Strategy[] {
    return [...(this.runs.get(run)?.values() ?? [])].map(({ reward, revision }) => ownCodeStrategy(reward, revision));
  }

  /** Null for strategies that pay by rules. */
  columnOf(facts: GroupedFacts & Pick<FactSet, "set" | "refOf">, strategy: Strategy): ScoreColumn | null {
    if (strategy.own === undefined) return null;
    const indexes = Array.from({ length: facts.view.count }, (_, index) => index);
    return ownColumn(indexes.map(index => this.scoreOf(facts.set.run, strategy, facts.refOf(index))));
  }

  /** What the last run made of a rollout; null where it was not run on it as it is now. */
  scoreOf(run: string, strategy: Strategy, ref: RolloutRef): OwnScore | null {
    const id = strategy.id.split("@")[0] ?? "";
    const kept = this.runs.get(run)?.get(id)?.scores.get(keyOf(ref));
    return kept !== undefined && kept.generation === this.rowOf(ref.file, ref.row)?.file.generation ? kept.score : null;
  }
}

const isMoved = (before: OwnScore, after: OwnScore): boolean =>
  before.kind === "scored" ? after.kind !== "scored" || after.total !== before.total : after.kind === "scored";
