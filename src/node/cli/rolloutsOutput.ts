import * as z from "zod";

const count = z.number().int().nonnegative().nullable();

/** One line of `loupe rollouts --json`. Null: the row does not say, or it is malformed. */
export const rolloutsOutput = z.strictObject({
  file: z.string(),
  row: z.number().int().nonnegative().describe("Of the file, from 0."),
  run: z.string().nullable(),
  phase: z.enum(["training", "validation"]).nullable(),
  step: z.number().nullable(),
  score: z.number().nullable(),
  length: count.describe("Bytes of the response as stored."),
  outcome: z.enum(["correct", "wrong", "unparsed", "unknown"]).nullable(),
  zooms: count,
  executed: count,
  refused: count,
  iou: z.number().nullable().describe("Mean over the zoom calls."),
  cut: z.enum(["unclosed-tag", "no-answer-after-calls", "call-without-reply", "no-answer"]).nullable(),
  questionId: z.string().nullable(),
  question: z.string().describe("In one line, cut."),
  malformed: z.boolean(),
});

export type RolloutsLine = z.infer<typeof rolloutsOutput>;
