import * as z from "zod";

/**
 * Answers of one evaluation that a person is asked to check a judge by: a line of `checks.jsonl`, which only grows; the last
 * line of a set holds. The list is frozen when it is drawn: what is judged or decided later changes nothing in it. Several
 * evaluations may be drawn from together; each has its own part under the same id.
 */
export const checkRecordSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("check"),
    id: z.string(),
    /** Of which judge. */
    set_id: z.string(),
    seed: z.int(),
    /** Answers in all evaluations together. */
    drawn: z.int().nonnegative(),
    /** Ids of the predictions of this evaluation, in an order that says nothing of the judge. */
    predictions: z.array(z.string()).readonly(),
    tool_version: z.string(),
    at: z.string(),
  })
  .readonly();
export type CheckRecord = z.infer<typeof checkRecordSchema>;
