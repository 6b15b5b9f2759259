import * as z from "zod";
import { wholeBoxSchema } from "./wholeBox.js";

/** `right` accepts, `wrong` rejects; `undo` takes back the event that it names. */
export const reviewDecisions = ["right", "wrong", "unsure", "skip", "edit", "flag", "undo"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** What an edit may change. What it does not name stays. */
export const questionEditSchema = z
  .strictObject({
    question: z.string(),
    /** The texts of numbered balloons, as the question's `hint` has them. */
    hint: z.string().nullable(),
    answer: z.union([z.string(), z.int()]),
    options: z.array(z.strictObject({ label: z.string(), text: z.string() }).readonly()).readonly(),
    alternatives: z.array(z.string()).readonly(),
    targets: z
      .array(
        z.strictObject({
          box: wholeBoxSchema,
          role: z.enum(["panel", "character"]),
          source_annotation_ids: z.array(z.string()).readonly(),
        }),
      )
      .readonly()
      .nullable(),
    /** Boxes of the question's marks, in their order. Labels, kinds and colours stay. */
    mark_boxes: z.array(wholeBoxSchema).readonly(),
  })
  .partial()
  .readonly();
export type QuestionEdit = z.infer<typeof questionEditSchema>;

/**
 * One decision of a reviewer: one line of `reviews.jsonl`, which only grows and whose lines may stand in any order, so
 * that two people's files are merged by keeping every line (facts: evaluation 5 and 7).
 */
export const reviewEventSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("review"),
    id: z.string(),
    target: z.strictObject({ kind: z.literal("question"), id: z.string() }).readonly(),
    /** The `content_sha` of what was decided on: a question that was built anew with other content is decided on again. */
    question_sha: z.string(),
    reviewer: z.string(),
    decision: z.enum(reviewDecisions),
    before: questionEditSchema.optional(),
    after: questionEditSchema.optional(),
    /** A code of the kind's list of reasons, or a note in the reviewer's words. */
    reason: z.string().optional(),
    note: z.string().optional(),
    /** Whether other people's decisions were hidden. */
    blind: z.boolean(),
    /** On the question, before deciding. */
    seconds: z.number().nonnegative(),
    /** ISO 8601. */
    at: z.string(),
    undoes: z.string().optional(),
    tool_version: z.string(),
  })
  .readonly();
export type ReviewEvent = z.infer<typeof reviewEventSchema>;
