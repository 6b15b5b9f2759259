import * as z from "zod";
import { reviewStates } from "../../core/benchmark/questionRecord.js";
import { questionEditSchema } from "../../core/benchmark/reviewEvent.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const byState = z.strictObject(
  Object.fromEntries(reviewStates.map(state => [state, count])) satisfies Record<string, z.ZodType>,
);
const verdict = z.enum(["accepted", "edited", "rejected"]);

const rate = z.strictObject({
  decisions: count.describe("Decisions that it was measured on: the last hundred that stand."),
  secondsEach: z.number().nonnegative().describe("Nobody counts for more than two minutes on one question."),
  perHour: z.number().nonnegative(),
  secondsLeft: z.number().nonnegative().describe("For what nobody has decided, at this rate."),
});

/** What `loupe bench review-log --json` prints. */
export const benchReviewLogOutput = z.strictObject({
  events: count.describe("Lines of the log that are decisions, each id once."),
  stale: count.describe("Left out: about an earlier content of a question."),
  unknown: count.describe("Left out: about questions that are not there."),
  refused: count.describe("Left out: edits that would make a question nobody can ask."),
  tasks: z.array(
    z.strictObject({
      task: z.enum(taskKinds),
      total: count,
      byState,
      rejectedShare: share.nullable(),
      answers: z.array(z.strictObject({ answer: z.string(), count })),
    }),
  ),
  reviewers: z.array(
    z.strictObject({
      reviewer: z.string(),
      verdicts: z.strictObject({ accepted: count, edited: count, rejected: count }),
      unsure: count,
      flagged: count,
      rate: rate.nullable(),
    }),
  ),
  agreement: z
    .array(
      z.strictObject({
        n: count,
        agreed: share,
        kappa: z.number().nullable(),
        error: z.number().nullable(),
        interval: z.strictObject({ lo: z.number(), hi: z.number() }).nullable(),
        ac1: z.number().nullable(),
        reviewers: z.array(z.string()),
        blind: count,
      }),
    )
    .describe("Of every two people who share questions, by Cohen's kappa with its 95 % interval and Gwet's AC1."),
  conflicts: z.array(
    z.strictObject({
      question: z.string(),
      task: z.enum(taskKinds),
      decisions: z.array(
        z.strictObject({
          reviewer: z.string(),
          verdict,
          reason: z.string().nullable(),
          note: z.string().nullable(),
          edit: questionEditSchema,
        }),
      ),
    }),
  ),
  reasons: z.array(z.strictObject({ reason: z.string(), count })),
  decided: z.array(
    z.strictObject({
      question: z.string(),
      task: z.enum(taskKinds),
      reason: z.string().nullable(),
      state: z.enum(reviewStates),
      by: z.array(z.string()),
    }),
  ),
});
