import * as z from "zod";
import { dropReasons, filterNames } from "./dropReason.js";
import type { EvaluationRun } from "../evaluation/evaluationRun.js";
import type { JudgedTrace } from "./judgedTrace.js";
import { sawAnswer } from "./leakFilter.js";
import type { NearHeldOut } from "./nearestHeldOut.js";

/** `traces.jsonl` of an export: what became of an attempt, and why (facts: evaluation 7, Trace). */
export const traceRecordSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("trace"),
  id: z.string(),
  question_id: z.string(),
  question_sha: z.string(),
  run_id: z.string(),
  prediction_id: z.string(),
  attempt: z.int().nonnegative(),
  task: z.string(),
  answer: z.union([z.string(), z.number()]).nullable(),
  words: z.int().nonnegative(),
  pass: z.strictObject({ c: z.int().nonnegative(), k: z.int().nonnegative() }),
  filters: z
    .array(
      z.strictObject({
        filter: z.enum(filterNames),
        code: z.enum(dropReasons).nullable(),
        value: z.union([z.number(), z.string()]).nullable(),
        threshold: z.union([z.number(), z.string()]).nullable(),
      }),
    )
    .readonly(),
  kept: z.boolean(),
  dropped_by: z.enum(dropReasons).nullable(),
  dup_of: z.string().nullable(),
  teacher: z.looseObject({
    models: z.array(z.string()).readonly(),
    /** Of the prompt that it was asked with, and of this attempt; null: not known, or none was sent. */
    prompt_sha256: z.string().nullable(),
    seed: z.int().nullable(),
    saw_answer: z.boolean(),
  }),
  /** The question of val or test that is worded most alike; null: none of its kind shares a word that tells anything. */
  near_test: z
    .strictObject({ question_id: z.string(), split: z.string(), score: z.number(), telling: z.int().nonnegative() })
    .nullable(),
  /** Null: not among the rows, although kept where the student cannot be taught it. */
  export: z
    .strictObject({
      ...{ file: z.string(), row: z.int().nonnegative(), images: z.int().nonnegative() },
      /** About, since the tokenizer alone knows the text's; images count as the trainer makes them. */
      tokens: z.strictObject({ low: z.int().nonnegative(), high: z.int().nonnegative() }),
    })
    .nullable(),
});
export type TraceRecord = z.infer<typeof traceRecordSchema>;

const modelsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(one => typeof one === "string") : [];

/** What is known of a trace besides its filters. */
export interface TraceFacts {
  /** Null: the answers are the dataset's own. */
  readonly run: Pick<EvaluationRun, "prompts" | "sampling"> | null;
  readonly near: NearHeldOut | null;
  readonly exported: TraceRecord["export"];
}

const nearOf = (near: NearHeldOut | null): TraceRecord["near_test"] =>
  near === null ? null : { question_id: near.questionId, split: near.split, score: near.score, telling: near.telling };

/** The record of a trace. */
export function traceRecord(trace: JudgedTrace, { run, near, exported }: TraceFacts): TraceRecord {
  const { prediction, question, grade, words, pass, filters, kept, droppedBy, dupOf } = trace;
  return {
    ...{ v: 1, kind: "trace", id: `tr-${prediction.id}`, question_id: question.id, question_sha: question.content_sha },
    ...{ run_id: prediction.run_id, prediction_id: prediction.id, attempt: prediction.attempt, task: question.task },
    ...{ answer: grade.answer, words: words.count, pass, filters, kept, dropped_by: droppedBy, dup_of: dupOf },
    teacher: {
      models: modelsOf(prediction["models"]),
      prompt_sha256: run?.prompts[question.task]?.sha256 ?? null,
      seed: typeof run?.sampling.seed === "number" ? run.sampling.seed + prediction.attempt : null,
      saw_answer: sawAnswer(trace),
    },
    ...{ near_test: nearOf(near), export: exported },
  };
}
