import { groupsOf } from "./group.js";
import type { RowSource } from "./rowSource.js";
import type { Step } from "./run.js";

/** Computes the details of whole steps in the background, one step after the other, until it is asked for others. */
export class DetailPass {
  private readonly rows: RowSource;
  private readonly onStep: (step: Step) => void;
  private readonly onError: (error: unknown) => void;
  private turn = 0;
  private running: Promise<void> = Promise.resolve();

  constructor(rows: RowSource, onStep: (step: Step) => void, onError: (error: unknown) => void) {
    this.rows = rows;
    this.onStep = onStep;
    this.onError = onError;
  }

  /** Replaces what is still to be done. */
  start(steps: readonly Step[]): void {
    const turn = ++this.turn;
    this.running = this.running.then(() => this.run(steps, turn)).catch(this.onError);
  }

  stop(): void {
    this.turn++;
  }

  private async run(steps: readonly Step[], turn: number): Promise<void> {
    for (const step of steps) {
      for (const group of groupsOf(step).groups) {
        if (turn !== this.turn) return;
        await this.rows.ensureDetails(group.rows);
      }
      this.onStep(step);
    }
  }
}
