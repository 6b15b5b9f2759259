import { gradeColumns } from "../../../core/evaluation/tables/gradeColumns.js";
import { evaluationStamp } from "../evaluationStamp.js";
import type { GradeStore } from "../gradeStore.js";
import type { GradedEvaluation } from "../readEvaluation.js";
import { readEvaluations } from "../readEvaluations.js";
import type { OpenedEvaluations } from "./openedEvaluations.js";
import type { EvaluationState } from "./storedEvaluation.js";

/** Where grades are kept between two windows, and the bundle that reads on threads; null: nowhere, and on this thread. */
export interface GradesKept {
  readonly store: GradeStore | null;
  readonly script: string | null;
}

interface Held {
  readonly stamp: string;
  readonly evaluation: GradedEvaluation;
}

function gradedState({ folder, run, grades, judge, judges, damaged, unknown }: EvaluationState): GradedEvaluation {
  return { folder, run, grades: gradeColumns(grades), judge, judges, damaged, unknown };
}

/**
 * Grades of evaluations by column, as their files are now: a few hundred kilobytes of each are held, and nothing else. Read
 * on two threads, or taken from the store, the first time; what changes afterwards is read on.
 */
export class HeldGrades {
  private readonly held = new Map<string, Held>();
  private reading: Promise<unknown> = Promise.resolve();
  private readonly opened: OpenedEvaluations;
  private readonly kept: GradesKept;

  constructor(opened: OpenedEvaluations, kept: GradesKept) {
    this.opened = opened;
    this.kept = kept;
  }

  /** Those that are evaluations and can be read, in the order of the folders. One look after the other. */
  of(folders: readonly string[]): Promise<readonly GradedEvaluation[]> {
    const look = () => this.look(folders);
    const found = this.reading.then(look, look);
    this.reading = found;
    return found;
  }

  keep(folders: readonly string[]): void {
    for (const folder of this.held.keys()) if (!folders.includes(folder)) this.held.delete(folder);
  }

  private async look(folders: readonly string[]): Promise<readonly GradedEvaluation[]> {
    const stamps = new Map(
      await Promise.all(folders.map(async folder => [folder, await evaluationStamp(folder)] as const)),
    );
    const changed = folders.filter(folder => this.held.get(folder)?.stamp !== stamps.get(folder));
    const isOpen = (folder: string) => this.opened.has(folder) || this.held.has(folder);
    const others = changed.filter(folder => !isOpen(folder));
    for (const folder of changed.filter(isOpen)) {
      const state = await this.opened.state(folder);
      this.hold(folder, stamps, state === null ? null : gradedState(state));
    }
    const read = others.length === 0 ? [] : await readEvaluations(others, { ...this.kept, judge: null });
    others.forEach((folder, at) => {
      const graded = read[at];
      this.hold(folder, stamps, graded?.kind === "graded" ? graded.evaluation : null);
    });
    return folders.flatMap(folder => this.held.get(folder)?.evaluation ?? []);
  }

  private hold(folder: string, stamps: ReadonlyMap<string, string>, evaluation: GradedEvaluation | null): void {
    if (evaluation === null) this.held.delete(folder);
    else this.held.set(folder, { stamp: stamps.get(folder) ?? "", evaluation });
  }
}
