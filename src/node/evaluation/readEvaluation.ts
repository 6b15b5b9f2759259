import type * as z from "zod";
import { questionRecordSchema } from "../../core/benchmark/questionRecord.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { gradeAnswers, lastJudge } from "../../core/evaluation/gradeAnswers.js";
import { predictionRecordSchema } from "../../core/evaluation/predictionRecord.js";
import { type GradeColumns, gradeColumns } from "../../core/evaluation/tables/gradeColumns.js";
import { verdictRecordSchema } from "../../core/evaluation/verdictRecord.js";
import { readRecords, type RecordsRead } from "../benchmark/readRecords.js";
import { textSha } from "../benchmark/textSha.js";
import { evaluationPaths } from "./evaluationPaths.js";
import { readEvaluationRun } from "./readEvaluationRun.js";
import { reviewedSince } from "./reviewedSince.js";

/** An evaluation with what its answers come to. */
export interface GradedEvaluation {
  readonly folder: string;
  readonly run: EvaluationRun;
  readonly grades: GradeColumns;
  /** The set of verdicts by which open answers were judged; null: none. */
  readonly judge: string | null;
  /** All sets of judges that have said something. */
  readonly judges: readonly string[];
  /** Lines that could not be read, of all files. */
  readonly damaged: number;
  /** Predictions of questions that are not in `questions.jsonl`: they have no grade. */
  readonly unknown: number;
}

export type EvaluationGraded =
  | { readonly kind: "graded"; readonly evaluation: GradedEvaluation }
  /** The folder holds no evaluation. */
  | { readonly kind: "none"; readonly folder: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

export interface ReadOptions {
  /** The set of verdicts to judge by; null or missing: the last judge's. */
  readonly judge?: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** A prediction without what no grade looks at, so that a long evaluation fits into memory. */
const gradedSchema = predictionRecordSchema.transform(prediction => ({
  ...prediction,
  ...{ reasoning: null, keys: [] },
  turns: prediction.turns.flatMap(turn => (turn.tool === null ? [] : [{ ...turn, text: "", images: [] }])),
}));

async function recordsOf<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal | undefined) {
  const read = await readRecords(path, schema, { signal });
  return { path, read };
}

function problemOf({ path, read }: { readonly path: string; readonly read: RecordsRead<unknown> }) {
  if (read.kind === "aborted") return { kind: "aborted" } as const;
  return read.kind === "unreadable" ? ({ kind: "unreadable", path, reason: read.reason } as const) : null;
}

const heldOf = <T>({ read }: { readonly read: RecordsRead<T> }): readonly T[] =>
  read.kind === "read" ? read.records : [];

const damageOf = ({ read }: { readonly read: RecordsRead<unknown> }): number =>
  read.kind === "read" ? read.damaged.length : 0;

/**
 * Reads an evaluation's folder and grades its answers by the questions as they were asked; those that were edited or
 * rejected in review since are stale. Never rejects.
 */
export async function readEvaluation(folder: string, options: ReadOptions = {}): Promise<EvaluationGraded> {
  const head = await readEvaluationRun(folder);
  if (head.kind === "unreadable") return head;
  if (head.kind !== "run") return { kind: "none", folder };
  const paths = evaluationPaths(folder);
  const questions = await recordsOf(paths.questions, questionRecordSchema, options.signal);
  const predictions = await recordsOf(paths.predictions, gradedSchema, options.signal);
  const verdicts = await recordsOf(paths.verdicts, verdictRecordSchema, options.signal);
  const problem = problemOf(questions) ?? problemOf(predictions) ?? problemOf(verdicts);
  if (problem !== null) return problem;
  const said = heldOf(verdicts);
  const judge = options.judge ?? lastJudge(said);
  const known = new Set(heldOf(questions).map(({ id }) => id));
  const now = await reviewedSince(folder, head.run, heldOf(questions), options.signal);
  const grades = gradeAnswers(heldOf(predictions), now, said, { judge, textSha });
  const evaluation: GradedEvaluation = {
    ...{ folder, run: head.run, grades: gradeColumns(grades), judge },
    judges: [...new Set(said.flatMap(({ by, set_id: set }) => (by.type === "judge" ? [set] : [])))],
    damaged: damageOf(questions) + damageOf(predictions) + damageOf(verdicts),
    unknown: heldOf(predictions).filter(({ question_id: id }) => !known.has(id)).length,
  };
  return { kind: "graded", evaluation };
}
