import { type EvaluationState, StoredEvaluation } from "./storedEvaluation.js";

/** Of whole evaluations, with their replies, so many are held at once; of the others only their grades are. */
const most = 8;

/** Evaluations whose answers are looked at, or which grow while somebody looks on: the last few of them, read on. */
export class OpenedEvaluations {
  private readonly opened = new Map<string, StoredEvaluation>();

  has(folder: string): boolean {
    return this.opened.has(folder);
  }

  /** Null: the folder is no evaluation's. */
  state(folder: string): Promise<EvaluationState | null> {
    const stored = this.opened.get(folder) ?? new StoredEvaluation(folder);
    this.opened.delete(folder);
    this.opened.set(folder, stored);
    for (const oldest of this.opened.keys()) {
      if (this.opened.size <= most) break;
      this.opened.delete(oldest);
    }
    return stored.state();
  }

  keep(folders: readonly string[]): void {
    for (const folder of this.opened.keys()) if (!folders.includes(folder)) this.opened.delete(folder);
  }
}
