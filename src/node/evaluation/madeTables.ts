import * as z from "zod";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { gradeOutcomes } from "../../core/evaluation/answerGrade.js";
import { evaluationInputs } from "../../core/evaluation/evaluationRun.js";
import { modelFamilyIds } from "../../core/evaluation/modelFamily.js";
import { comparisonReasonCodes } from "../../core/evaluation/tables/resultCell.js";
import { resultNoteCodes } from "../../core/evaluation/tables/resultNote.js";
import { tableKinds } from "../../core/evaluation/tables/tableKind.js";
import { tableNumbers } from "../../core/evaluation/tables/tableNumber.js";

const count = z.int().nonnegative();
const number = z.number().nullable();
const interval = z
  .strictObject({ value: number, lo: number, hi: number, n: z.number() })
  .readonly()
  .describe("With its 95 % interval; null: too few to say.");
const share = z.strictObject({ k: z.number(), n: z.number(), share: interval }).readonly();
const values = z.array(z.union([z.string(), z.number()])).readonly();
const columnIds = z.array(z.string()).readonly();

const comparison = z
  .strictObject({
    base: z.string(),
    shared: count.describe("Questions that both were asked in the same words."),
    onlyHere: count,
    onlyBase: count,
    reasons: z.array(z.enum(comparisonReasonCodes)).readonly(),
    difference: interval.describe("Mean of paired differences, its error by cluster."),
    gained: count.nullable(),
    lost: count.nullable(),
    p: number.describe("McNemar's exact p."),
    holm: number.describe("By Holm over all comparisons of the table."),
    bh: number.describe("By Benjamini and Hochberg."),
    needed: count.nullable().describe("Further questions that would settle such a difference with 80 % power."),
  })
  .readonly();

const zoom = z.strictObject({ calls: interval, iou: interval, firstIou: interval, secondIou: interval }).readonly();

const cell = z
  .strictObject({
    accuracy: share.describe("Over all that were asked; unparsed, cut, refused and failed ones are not right."),
    answered: share.describe("Over those whose answer could be read."),
    waiting: z
      .strictObject({ attempts: count, lo: z.number(), hi: z.number(), n: count })
      .readonly()
      .nullable()
      .describe("Answers that wait for a judge: no share, but the lowest and the highest that it can be."),
    counts: z
      .strictObject(
        Object.fromEntries(gradeOutcomes.map(outcome => [outcome, count])) as Record<
          (typeof gradeOutcomes)[number],
          typeof count
        >,
      )
      .readonly(),
    byJudge: count,
    byHuman: count,
    error: number,
    designEffect: number,
    clusters: count,
    clusteredBy: z.enum(["issue", "page"]),
    hasFewClusters: z.boolean(),
    chance: number,
    chanceP: number,
    score: interval.nullable(),
    attempts: z.strictObject({ least: count, most: count }).readonly(),
    passes: z.array(z.strictObject({ k: count, pass: interval, all: interval }).readonly()).readonly(),
    zoom: zoom.nullable(),
    ownQuestions: count.describe("Questions that a model of the evaluated family wrote."),
    againstBase: comparison.nullable(),
    standing: z
      .strictObject({ place: z.union([z.literal(1), z.literal(2)]).nullable(), isBest: z.boolean() })
      .readonly(),
    isTrained: z.boolean(),
  })
  .readonly();

const row = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    model: z.string(),
    family: z.enum(modelFamilyIds),
    input: z.enum(evaluationInputs),
    set: z.string(),
    judge: z.string().nullable(),
    trainedOn: z.array(z.enum(taskKinds)).readonly().nullable(),
    askedOtherwise: z
      .array(z.string())
      .readonly()
      .optional()
      .describe("Settings by which a checkpoint was asked otherwise than it was trained."),
    gaps: z
      .strictObject({
        attempts: z.strictObject({ there: count, planned: count }).readonly().nullable(),
        shards: z
          .strictObject({ missing: z.array(count).readonly().describe("From 0."), of: count })
          .readonly()
          .nullable(),
        damaged: count,
        withdrawn: count.describe("Answers to questions that are no longer asked."),
      })
      .readonly()
      .optional()
      .describe("What the row lacks of its evaluation; left out: nothing."),
    base: z.string().nullable(),
    cells: z.record(z.string(), cell.nullable()).readonly(),
    micro: cell.nullable().describe("All questions, each with the same weight."),
    macro: z
      .strictObject({ value: number, error: number, columns: count })
      .readonly()
      .describe("The mean of the columns, each with the same weight."),
  })
  .readonly();

const result = z
  .strictObject({
    kind: z.enum(tableKinds),
    columns: z
      .array(
        z
          .strictObject({
            id: z.string(),
            task: z.enum(taskKinds).nullable(),
            set: z.string().nullable(),
            chance: number.describe("The random row."),
            items: count,
          })
          .readonly(),
      )
      .readonly(),
    rows: z.array(row).readonly(),
    comparisons: count,
  })
  .readonly();

const note = z
  .strictObject({ code: z.enum(resultNoteCodes), row: z.string().nullable(), columns: columnIds, values })
  .readonly();

const evaluation = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    folders: z.array(z.string()).readonly(),
    model: z.string(),
    input: z.enum(evaluationInputs),
    set: z.string(),
    setName: z.string().describe("The folder that the questions came from."),
    judge: z.string().nullable(),
    judges: z.array(z.string()).readonly().describe("All sets of verdicts that its folders have."),
    shards: z
      .strictObject({ of: count, missing: z.array(count).readonly().describe("From 0.") })
      .readonly()
      .nullable(),
    isEnded: z.boolean(),
    attempts: count.describe("Attempts that have a grade."),
    planned: count.describe("Attempts that were to be made."),
    damagedLines: count,
    unknownQuestions: count.describe("Predictions of questions that are not in questions.jsonl."),
  })
  .readonly();

/** Tables of own evaluations, as they are kept and printed as JSON. */
export const madeTablesSchema = z
  .strictObject({
    evaluations: z.array(evaluation).readonly(),
    base: z.string().nullable().describe("Id of the evaluation that the others are compared with."),
    tables: z
      .array(z.strictObject({ number: z.enum(tableNumbers), result, notes: z.array(note).readonly() }).readonly())
      .readonly(),
  })
  .readonly();
export type MadeTables = z.infer<typeof madeTablesSchema>;
export type TabledEvaluation = MadeTables["evaluations"][number];
