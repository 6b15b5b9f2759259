import { clustersOf, type Clusters } from "./clusters.js";
import { numberNames } from "./numberNames.js";
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

/** Numbers questions and task kinds of all sides and gathers each side by question: one pass over the rollouts. */
export function gatherSides<S extends SideFacts>(sides: readonly S[]): GatheredSides<S> {
  const questions = numberNames(
    sides.map(side => ({
      count: side.view.count,
      indexOf: row => side.view.questionOf(row),
      nameOf: index => side.questionKeyOf(index),
    })),
  );
  const taskKinds = numberNames(
    sides.map(side => ({
      count: side.view.count,
      indexOf: row => side.view.taskKindOf(row),
      nameOf: index => side.taskKindNameOf(index),
    })),
  );
  const none = new Int32Array();
  return {
    questionKeys: questions.names,
    taskKinds: taskKinds.names,
    sides: sides.map((facts, i) => {
      const questionNumber = questions.numberOf[i] ?? none;
      const taskKindNumber = taskKinds.numberOf[i] ?? none;
      const columns = questionColumns(facts.view, questionNumber, taskKindNumber, questions.names.length);
      return { facts, columns, clusters: clustersOf(columns) };
    }),
  };
}
