import * as z from "zod";

const count = z.number().nonnegative();

/** Tokens as the server counted them; null where it did not say. */
export const tokenUsageSchema = z
  .strictObject({
    prompt: count.nullable(),
    completion: count.nullable(),
    total: count.nullable(),
    reasoning: count.nullable(),
    cached: count.nullable(),
  })
  .readonly();
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

/**
 * What a model answered. `ok`; `truncated`: the limit of tokens ended it, whatever was said by then; `refused`: the server
 * or the model says that it will not; `empty`: it ended by itself without a word, though it may have reasoned.
 */
export const chatAnswerSchema = z
  .strictObject({
    state: z.enum(["ok", "truncated", "refused", "empty"]),
    text: z.string(),
    /** What the server keeps apart as reasoning; never part of `text`. */
    reasoning: z.string().nullable(),
    refusal: z.string().nullable(),
    finishReason: z.string().nullable(),
    toolCalls: z.array(z.strictObject({ id: z.string(), name: z.string(), arguments: z.string() })).readonly(),
    /** As the server names itself: several models may stand behind one name. */
    model: z.string().nullable(),
    fingerprint: z.string().nullable(),
    provider: z.string().nullable(),
    usage: tokenUsageSchema.nullable(),
  })
  .readonly();
export type ChatAnswer = z.infer<typeof chatAnswerSchema>;
