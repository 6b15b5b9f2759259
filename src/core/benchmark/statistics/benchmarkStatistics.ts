import { splitNames, type SplitName } from "../pageRecord.js";
import { positionKinds, type PositionKind, type QuestionRecord } from "../questionRecord.js";
import { taskKinds, type TaskKind } from "../taskKinds.js";
import { countBy } from "./countBy.js";
import {
  answerTypes,
  numberCounts,
  taskStatistics,
  type AnswerType,
  type NumberCount,
  type TaskStatistics,
} from "./taskStatistics.js";
import { taskTraits, type TaskSpan } from "./taskTraits.js";

/** Questions by which decisions they have: `standing` leaves the rejected ones out, `accepted` all that nobody accepted or edited. */
export type CountedQuestions = "standing" | "accepted";

/** What the paper's Table 2 and Figure 3 say of its benchmark, of any. */
export interface BenchmarkStatistics {
  readonly counted: CountedQuestions;
  readonly questions: number;
  /** Pages and publications that these questions are about. */
  readonly pages: number;
  readonly issues: number;
  /** All seven kinds in the paper's order; one without questions counts 0. */
  readonly tasks: readonly TaskStatistics[];
  readonly splits: Readonly<Record<SplitName, number>>;
  readonly answerTypes: Readonly<Record<AnswerType, number>>;
  readonly spans: Readonly<Record<TaskSpan, number>>;
  /** How the position of a panel is put into words, of the questions that do so. */
  readonly positions: Readonly<Record<PositionKind, number>>;
  readonly choices: readonly NumberCount[];
  readonly boxes: readonly NumberCount[];
}

interface Parts {
  /** With the decisions of reviewers laid over. */
  readonly questions: readonly QuestionRecord[];
  /** Refused candidates by task kind and reason, as the manifest has them. */
  readonly refused: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly counted?: CountedQuestions;
}

function counts({ review }: QuestionRecord, counted: CountedQuestions): boolean {
  if (counted === "accepted") return review.state === "accepted" || review.state === "edited";
  return review.state !== "rejected";
}

function byTask(questions: readonly QuestionRecord[]): ReadonlyMap<TaskKind, readonly QuestionRecord[]> {
  const groups = new Map<TaskKind, QuestionRecord[]>(taskKinds.map(task => [task, []]));
  for (const question of questions) groups.get(question.task)?.push(question);
  return groups;
}

/** The statistics of a benchmark's questions. */
export function benchmarkStatistics({ questions, refused, counted = "standing" }: Parts): BenchmarkStatistics {
  const own = questions.filter(question => counts(question, counted));
  const [all, standing] = [byTask(questions), byTask(own)];
  const tasks = taskKinds.map(task =>
    taskStatistics({
      task,
      questions: standing.get(task) ?? [],
      all: all.get(task) ?? [],
      refused: refused[task] ?? {},
    }),
  );
  return {
    ...{ counted, questions: own.length, tasks },
    pages: new Set(own.map(({ page_id }) => page_id)).size,
    issues: new Set(own.map(({ issue_id }) => issue_id)).size,
    splits: countBy(own, splitNames, ({ split }) => split),
    answerTypes: countBy(own, answerTypes, ({ answer_type }) => answer_type),
    spans: countBy(own, ["single", "multi"], ({ task }) => taskTraits[task].span),
    positions: countBy(own, positionKinds, ({ position_prompt }) => position_prompt),
    choices: numberCounts(own.map(({ options }) => (options.length === 0 ? null : options.length))),
    boxes: numberCounts(own.map(({ targets }) => targets?.length ?? null)),
  };
}
