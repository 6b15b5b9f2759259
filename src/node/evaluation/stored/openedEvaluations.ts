import { RecentlyMade } from "../../benchmark/recentlyMade.js";
import { type EvaluationState, StoredEvaluation } from "./storedEvaluation.js";

/** Of whole evaluations, with their replies, so many are held at once; of the others only their grades are. */
const most = 8;

/** Evaluations whose answers are looked at, or which grow while somebody looks on: the last few of them, read on. */
export class OpenedEvaluations {
  private readonly opened = new RecentlyMade<StoredEvaluation>(most);

  has(folder: string): boolean {
    return this.opened.has(folder);
  }

  /** Null: the folder is no evaluation's. */
  state(folder: string): Promise<EvaluationState | null> {
    return this.opened.get(folder, () => new StoredEvaluation(folder)).state();
  }

  keep(folders: readonly string[]): void {
    this.opened.keep(folders);
  }
}
