import * as z from "zod";

export const verdictOutcomes = ["correct", "incorrect", "no_answer", "judge_failed", "excluded"] as const;
export type VerdictOutcome = (typeof verdictOutcomes)[number];

/**
 * What somebody or something holds of a prediction: a line of `verdicts.jsonl`, which only grows (facts: evaluation 7,
 * Verdict). Verdicts by rule are not stored: they are computed. Several sets stand side by side: a set is one judge with
 * one prompt. A person's verdict lies over all sets until it is taken back; nothing is overwritten.
 */
export const verdictRecordSchema = z
  .looseObject({
    v: z.literal(1),
    kind: z.literal("verdict"),
    id: z.string(),
    prediction_id: z.string(),
    question_id: z.string(),
    question_sha: z.string(),
    /** SHA-256 of the text that was judged: another answer is judged anew. */
    text_sha: z.string(),
    /** Which configuration of a judge; `human` of a person. */
    set_id: z.string(),
    by: z.looseObject({
      type: z.enum(["judge", "human"]),
      /** The model's or the person's name. */
      name: z.string(),
      prompt_id: z.string().nullable(),
      prompt_sha: z.string().nullable(),
      model_returned: z.string().nullable(),
    }),
    outcome: z.enum(verdictOutcomes),
    /** As on its scale; null where it gives none. */
    score: z.number().nullable(),
    scale: z.enum(["binary", "1-10", "0-1"]),
    why: z.string().nullable(),
    raw: z.string().nullable(),
    /** `multi`: several verdicts stood in the reply, the last holds. */
    flags: z.array(z.string()).readonly(),
    /** Id of a person's verdict that this one takes back; then `outcome` says nothing. */
    takes_back: z.string().nullable(),
    tool_version: z.string(),
    at: z.string(),
  })
  .readonly();
export type VerdictRecord = z.infer<typeof verdictRecordSchema>;
