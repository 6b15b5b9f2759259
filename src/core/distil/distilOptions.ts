import * as z from "zod";

/** Languages that are told from each other; `any`: nothing is looked at. */
export const traceLanguages = ["any", "en", "fr", "de", "es", "it", "ja", "zh", "ko"] as const;
export type TraceLanguage = (typeof traceLanguages)[number];

const count = z.int().nonnegative();

/**
 * Thresholds of the filters (facts: evaluation 4.2). Every filter works on stored answers: another threshold needs no
 * further call.
 */
export const distilOptionsSchema = z.strictObject({
  /** `SFT-R`: the reasoning and the answer; `SFT-S`: the answer alone, so that filters of the reasoning do not apply. */
  method: z.enum(["SFT-S", "SFT-R"]).default("SFT-R"),
  /** Judges that must call an open answer correct, and none wrong. */
  judges: z.int().positive().default(2),
  leastWords: count.default(40),
  mostWords: z.int().positive().default(1500),
  /** Times that the last 100 characters of a thought may come in it. */
  mostRepeats: z.int().positive().default(20),
  /** Right attempts that a question with two options needs, where so many were made. */
  leastRight: z.int().positive().default(2),
  /** False: questions that are right in every attempt are left out. */
  easy: z.boolean().default(true),
  /** Whether the reasoning must name what it looks at. */
  evidence: z.boolean().default(true),
  /** IoU from which a zoom shows a target; null: boxes are not looked at. */
  leastIou: z.number().min(0).max(1).nullable().default(null),
  language: z.enum(traceLanguages).default("en"),
  /** What is held out with a question of val or test: its whole issue, or its page. */
  heldOut: z.enum(["issue", "page"]).default("issue"),
  /** 5-gram Jaccard above which two traces of one task kind are one. */
  mostAlike: z.number().gt(0).max(1).default(0.8),
  perQuestion: z.int().positive().default(1),
  perPage: z.int().positive().default(200),
  /** Null: as many as there are. */
  perTask: z.int().positive().nullable().default(null),
  /** How often an answer letter may come, in times of its even share; null: as often as it does. */
  letterShare: z.number().min(1).nullable().default(1.5),
  choose: z.enum(["shortest", "random"]).default("shortest"),
  seed: z.int().default(0),
});
export type DistilOptions = z.infer<typeof distilOptionsSchema>;
