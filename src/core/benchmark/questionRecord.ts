import * as z from "zod";
import { taskKinds } from "./taskKinds.js";
import { splitNames } from "./pageRecord.js";
import { wholeBoxSchema } from "./wholeBox.js";

/** How the position of a panel is put into words. */
export const positionKinds = ["row_col", "ordinal", "relative"] as const;
export type PositionKind = (typeof positionKinds)[number];

export const markKinds = ["box", "outline", "number", "blank"] as const;
export type MarkKind = (typeof markKinds)[number];

const markSchema = z.looseObject({
  /** `box`, `outline`: a line around it; `number`: a numbered disc on it; `blank`: painted over, with its label in the middle. */
  kind: z.enum(markKinds),
  box: wholeBoxSchema,
  /** What it is called in the question and by the options; empty for the only mark of a question, which none of them names. */
  label: z.string(),
  /** As CSS writes it: #rrggbb. */
  color: z.string(),
});

const targetSchema = z.looseObject({
  box: wholeBoxSchema,
  role: z.enum(["panel", "character"]),
  source_annotation_ids: z.array(z.string()).readonly(),
});

export const reviewStates = ["new", "accepted", "rejected", "edited", "conflict"] as const;
export type ReviewState = (typeof reviewStates)[number];

/**
 * A question of the benchmark: one line of `questions.jsonl` (facts: benchmark 2.1 and evaluation 7, both). Boxes in whole
 * pixels of the stored page, whose image is never changed: marks are drawn when it is rendered.
 */
export const questionRecordSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("question"),
  id: z.string(),
  task: z.enum(taskKinds),
  page_id: z.string(),
  issue_id: z.string(),
  split: z.enum(splitNames),
  /** The page's, repeated here so that a line can be read by itself. */
  image: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  question: z.string(),
  /** What is told beside the question: the texts of numbered balloons. */
  hint: z.string().nullable(),
  options: z.array(z.looseObject({ label: z.string(), text: z.string() })).readonly(),
  /** The label of the right option, a whole number, or words, by `answer_type`. */
  answer: z.union([z.string(), z.int()]),
  /** Further answers to an open question that are as right. */
  alternatives: z.array(z.string()).readonly(),
  answer_type: z.enum(["choice", "integer", "open"]),
  position_prompt: z.enum(positionKinds).nullable(),
  /** These words, with which the question begins: `In <position_text>, …`. Not there in builds of earlier versions. */
  position_text: z.string().nullable().optional(),
  /** The share of right answers that guessing gives; null where it cannot be said. */
  chance: z.number().nullable(),
  marks: z.array(markSchema).readonly(),
  /** The panel that Panel Reordering shows aside; null for the other kinds. */
  shown: wholeBoxSchema.nullable(),
  /** What a zoom should show; null for the two reordering kinds, whose relevant panels are not defined (paper, 3.1). */
  targets: z.array(targetSchema).readonly().nullable(),
  expected_zooms: z.int().nonnegative().nullable(),
  /** SHA-256 of the canonical JSON of what a model sees of it and of its answer: a decision is about this text. */
  content_sha: z.string(),
  /** What a reviewer should look at first; codes, none forbids it. */
  checks: z.array(z.string()).readonly(),
  provenance: z.looseObject({
    generator: z.string(),
    version: z.int(),
    seed: z.int(),
    annotation_ids: z.array(z.string()).readonly(),
    /** The model that wrote question and answer, and the template that asked it, where one did. */
    writer_model: z.string().nullable(),
    writer_prompt_sha: z.string().nullable(),
  }),
  review: z.looseObject({ state: z.enum(reviewStates), by: z.array(z.string()).readonly() }),
});
export type QuestionRecord = z.infer<typeof questionRecordSchema>;
export type MarkRecord = QuestionRecord["marks"][number];
export type TargetRecord = NonNullable<QuestionRecord["targets"]>[number];
