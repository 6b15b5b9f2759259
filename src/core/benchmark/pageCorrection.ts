import * as z from "zod";

/**
 * What a person put right on a page: one line of `corrections.jsonl`, which only grows. The last line about a thing
 * holds; building anew and importing anew keep it.
 */
export const pageCorrectionSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("correction"),
    id: z.string(),
    page_id: z.string(),
    by: z.string(),
    /** ISO 8601. */
    at: z.string(),
    correction: z.discriminatedUnion("what", [
      /** All panels of the page in reading order; null takes an earlier correction back. */
      z.strictObject({ what: z.literal("order"), panels: z.array(z.string()).readonly().nullable() }),
      z.strictObject({ what: z.literal("text"), bubble: z.string(), text: z.string().nullable() }),
    ]),
  })
  .readonly();
export type PageCorrection = z.infer<typeof pageCorrectionSchema>;
