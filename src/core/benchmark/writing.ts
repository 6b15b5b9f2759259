import * as z from "zod";
import { positionKinds } from "./questionRecord.js";

/**
 * What a model wrote about a panel or a balloon: one line of `writings.jsonl`, which only grows. `key` is the SHA-256 of
 * what was asked, so that nothing is asked twice. A person reviews what becomes of it.
 */
export const writingSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("writing"),
    id: z.string(),
    key: z.string(),
    page_id: z.string(),
    written: z.discriminatedUnion("what", [
      z.strictObject({ what: z.literal("caption"), panel: z.string(), text: z.string() }),
      z.strictObject({
        what: z.literal("pairs"),
        panel: z.string(),
        pairs: z
          .array(
            z.strictObject({
              question: z.string(),
              answer: z.string(),
              alternatives: z.array(z.string()).readonly(),
              position: z.enum(positionKinds).nullable(),
            }),
          )
          .readonly(),
      }),
      z.strictObject({ what: z.literal("text"), bubble: z.string(), text: z.string() }),
    ]),
    model: z.string(),
    prompt_id: z.string(),
    prompt_sha: z.string(),
    /** ISO 8601. */
    at: z.string(),
  })
  .readonly();
export type Writing = z.infer<typeof writingSchema>;
