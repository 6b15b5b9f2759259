import type { RunList } from "./buildRuns.js";
import type { RewardJoins } from "./rewardJoins.js";
import { writeNodeId } from "./nodeId.js";
import type { Run } from "./run.js";

export interface LineReadingsParts {
  readonly list: () => RunList;
  /** Validation rollouts came or went. */
  readonly rebuild: () => void;
  /** Rows that were opened without a line may have one now. */
  readonly forget: (isOf: (path: string) => boolean) => void;
  /** The item of a run says something else. */
  readonly changed: (id: string) => void;
  readonly onError: (error: unknown) => void;
}

const runIdOf = ({ path }: Run): string => writeNodeId(["run", path]);

/** When the trainer's own lines are read, and when they are compared with the rollouts. */
export class LineReadings {
  private readonly joins: RewardJoins;
  private readonly parts: LineReadingsParts;
  private isWaiting = false;

  constructor(joins: RewardJoins, parts: LineReadingsParts) {
    this.joins = joins;
    this.parts = parts;
  }

  /** Reads what is new, where there are lines at all. */
  async read(): Promise<void> {
    const { list, rebuild, forget } = this.parts;
    if (!this.joins.isConcerned(list())) return;
    const { isChanged, missed } = await this.joins.refresh(list());
    if (isChanged) rebuild();
    if (missed.length > 0) forget(path => missed.includes(path));
    for (const run of list().runs) if (this.joins.isCounted(run)) this.countRun(run);
  }

  /** The same in the background; while one reading goes on, one more waits at most. */
  soon(): void {
    if (this.isWaiting || !this.joins.isConcerned(this.parts.list())) return;
    this.isWaiting = true;
    this.joins
      .whenRead()
      .then(() => {
        this.isWaiting = false;
        return this.read();
      })
      .catch(this.parts.onError);
  }

  /** Compares the lines of a run with its rollouts, once somebody looks at its item, which tells what was found. */
  count(id: string): void {
    const run = this.parts.list().runs.find(one => one.rewards.length > 0 && runIdOf(one) === id);
    if (run !== undefined) this.countRun(run);
  }

  private countRun(run: Run): void {
    this.joins
      .count(run)
      .then(isChanged => {
        if (isChanged) this.parts.changed(runIdOf(run));
      })
      .catch(this.parts.onError);
  }
}
