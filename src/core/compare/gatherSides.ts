import { clustersOf, type Clusters } from "./clusters.js";
import { NumberedNames, TableNumbers } from "./numberedNames.js";
import { questionColumns, type QuestionColumns } from "./questionColumns.js";
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

/** The number of each rollout's question. */
function questionNumbers({ view, questionKeyOf }: SideFacts, questions: NumberedNames): Int32Array {
  const numbers = new TableNumbers(questions, questionKeyOf);
  const column = new Int32Array(view.count);
  for (let rollout = 0; rollout < column.length; rollout++) column[rollout] = numbers.of(view.questionOf(rollout));
  return column;
}

/** Numbers questions and task kinds of all sides and gathers each side by question: two passes over the rollouts. */
export function gatherSides<S extends SideFacts>(sides: readonly S[]): GatheredSides<S> {
  const questions = new NumberedNames();
  const taskKinds = new NumberedNames();
  const numbers = sides.map(side => questionNumbers(side, questions));
  const questionKeys = questions.names;
  const gathered = sides.map((facts, i) => {
    const kinds = new TableNumbers(taskKinds, facts.taskKindNameOf);
    const questionOf = numbers[i] ?? new Int32Array();
    const columns = questionColumns(facts.view, questionOf, index => kinds.of(index), questionKeys.length);
    return { facts, columns, clusters: clustersOf(columns) };
  });
  return { questionKeys, taskKinds: taskKinds.names, sides: gathered };
}
