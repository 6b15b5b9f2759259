import { clustersOf, type Clusters } from "./clusters.js";
import { NumberedNames } from "./numberedNames.js";
import { questionColumns, type QuestionColumns } from "./questionColumns.js";
import { questionNumbers } from "./questionNumbers.js";
import type { SideFacts } from "./sideFacts.js";

export interface GatheredSide<S extends SideFacts = SideFacts> {
  readonly facts: S;
  readonly columns: QuestionColumns;
  readonly clusters: Clusters;
}

/** Two or more sides by question: question numbers and numbers of task kinds mean the same on all of them. */
export interface GatheredSides<S extends SideFacts = SideFacts> {
  /** By question number. */
  readonly questionKeys: readonly string[];
  /** By number of the task kind. */
  readonly taskKinds: readonly string[];
  readonly sides: readonly GatheredSide<S>[];
}

/** Numbers questions and task kinds of all sides and gathers each side by question: two passes over the rollouts. */
export function gatherSides<S extends SideFacts>(sides: readonly S[]): GatheredSides<S> {
  const questions = new NumberedNames();
  const taskKinds = new NumberedNames();
  const numbers = sides.map(side => questionNumbers(side, questions));
  const questionKeys = questions.names;
  const gathered = sides.map((facts, i) => {
    const columns = questionColumns(facts.view, numbers[i] ?? new Int32Array(), questionKeys.length);
    numberTaskKinds(facts, columns, taskKinds);
    return { facts, columns, clusters: clustersOf(columns) };
  });
  return { questionKeys, taskKinds: taskKinds.names, sides: gathered };
}

/** Turns the side's own task kinds into numbers that all sides share. */
function numberTaskKinds({ taskKindNameOf }: SideFacts, { taskKind }: QuestionColumns, names: NumberedNames): void {
  const known = new Map<number, number>();
  for (let question = 0; question < taskKind.length; question++) {
    const own = taskKind[question] ?? -1;
    if (own < 0) continue;
    const number = known.get(own) ?? names.numberOf(taskKindNameOf(own));
    known.set(own, number);
    taskKind[question] = number;
  }
}
