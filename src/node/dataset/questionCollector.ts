import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { Question } from "../../core/dataset/question.js";
import { readQuestion } from "../../core/dataset/readQuestion.js";
import type { DatasetLimits } from "./datasetLimits.js";
import type { DatasetProblem, DatasetRead } from "./datasetRead.js";

/** Sees each record as it stands in the file (image bytes left out), before a question is made of it. */
export type RecordLook = (record: unknown, row: number) => void;

/** Gathers the questions and problems of one dataset while it is read. */
export class QuestionCollector {
  isFull = false;
  private readonly questions: Question[] = [];
  private readonly problems: DatasetProblem[] = [];
  private problemCount = 0;
  private readonly columns: ColumnNames;
  private readonly limits: DatasetLimits;
  private readonly look: RecordLook | null;

  constructor(columns: ColumnNames, limits: DatasetLimits, look: RecordLook | null = null) {
    this.columns = columns;
    this.limits = limits;
    this.look = look;
  }

  /** `finish` may complete the question with what only the reader knows (bytes inside a Parquet row). */
  addRecord(
    record: unknown,
    row: number,
    byteOffset: number | null,
    finish: (question: Question) => Question = question => question,
  ): void {
    if (this.questions.length >= this.limits.maxQuestions) {
      this.isFull = true;
      return;
    }
    this.look?.(record, row);
    const read = readQuestion(record, this.columns);
    if (read.kind === "damaged") {
      this.addProblem({ row, rows: 1, byteOffset, reason: { code: read.code } });
      return;
    }
    this.questions.push(finish(read.question));
    for (const field of read.unreadable)
      this.addProblem({ row, rows: 1, byteOffset, reason: { code: "unreadable-field", field } });
  }

  addProblem(problem: DatasetProblem): void {
    this.problemCount += problem.rows;
    if (this.problems.length < this.limits.maxProblems) this.problems.push(problem);
  }

  result(path: string): DatasetRead {
    const { questions, problems, problemCount, isFull } = this;
    return { kind: "read", path, questions, problems, problemCount, isCut: isFull };
  }
}
