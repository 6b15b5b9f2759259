import { groupsOf } from "./group.js";
import type { RowSource } from "./rowSource.js";
import type { Step } from "./run.js";

/** Computes the details of whole steps in the background, one step after the other: looked-at steps before the rest. */
export class DetailPass {
  private readonly rows: RowSource;
  private readonly onStep: (step: Step) => void;
  private readonly onError: (error: unknown) => void;
  private urgent: Step[] = [];
  private rest: Step[] = [];
  /** Steps whose rows were opened once. Rows that could not be read stay unknown, and asking again would ask for ever. */
  private readonly tried = new WeakSet<Step>();
  private isRunning = false;
  private turn = 0;

  constructor(rows: RowSource, onStep: (step: Step) => void, onError: (error: unknown) => void) {
    this.rows = rows;
    this.onStep = onStep;
    this.onError = onError;
  }

  /** The next step to do, before all others. */
  first(step: Step): void {
    if (this.tried.has(step)) return;
    this.urgent = [step, ...this.urgent.filter(one => one !== step)];
    this.go();
  }

  /** Replaces what is to be done when nothing is urgent. */
  then(steps: readonly Step[]): void {
    this.rest = steps.filter(step => !this.tried.has(step));
    this.go();
  }

  stop(): void {
    this.turn++;
    this.urgent = [];
    this.rest = [];
  }

  private go(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.run()
      .catch(this.onError)
      .finally(() => {
        this.isRunning = false;
      });
  }

  private async run(): Promise<void> {
    for (let step = this.next(); step !== undefined; step = this.next()) {
      const { turn } = this;
      this.tried.add(step);
      for (const group of groupsOf(step).groups) {
        if (turn !== this.turn) break;
        await this.rows.ensureDetails(group.rows);
      }
      if (turn === this.turn) this.onStep(step);
    }
  }

  private next(): Step | undefined {
    return this.urgent.shift() ?? this.rest.shift();
  }
}
