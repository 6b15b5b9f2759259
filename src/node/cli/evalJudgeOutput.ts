import * as z from "zod";
import { judgeFindingCodes } from "../../core/evaluation/judge/judgeReport.js";

const count = z.int().nonnegative();
const share = z.number().nullable();

const plan = z.strictObject({
  set: z.string().describe("Names judge, prompt and sampling: another of these is another set of verdicts."),
  toAsk: count,
  done: count.describe("Judged by this set before."),
  byRule: count.describe("Word for word the reference: right without a judge."),
  withoutAnswer: count.describe("Nothing to judge: failed, refused, cut, empty."),
  stale: count.describe("The question has changed since."),
  again: count.describe("To be judged a second time, for --again."),
  promptTokens: count.describe("Estimated."),
  completionTokens: count,
  cost: z.number().nullable(),
});

export const agreementFields = {
  n: count,
  agreed: z.number(),
  kappa: share,
  error: share,
  interval: z.object({ lo: z.number(), hi: z.number() }).readonly().nullable(),
  ac1: share,
};

export const personOutput = z
  .strictObject({
    ...{ n: count, heldRight: count, sensitivity: share, specificity: share, observed: share },
    corrected: z
      .strictObject({ raw: z.number(), clamped: z.number() })
      .readonly()
      .nullable()
      .describe("Rogan and Gladen's estimate, beside the observed share."),
  })
  .readonly();

const set = z.strictObject({
  ...{ set: z.string(), model: z.string(), prompt: z.string().nullable(), scale: z.enum(["binary", "1-10", "0-1"]) },
  ...{ correct: count, incorrect: count, noAnswer: count },
  failed: count.describe("Replies without a verdict: in no mean."),
  meanScore: share,
  meanScoreFailuresAsOne: share.describe("As MangaVQA's own evaluation counts."),
  length: z
    .strictObject({ rho: z.number(), n: count })
    .readonly()
    .nullable()
    .describe("Rank correlation of being held right with the answer's length."),
  again: z.strictObject({ n: count, flips: count }).readonly(),
  person: personOutput,
  findings: z
    .array(z.strictObject({ code: z.enum(judgeFindingCodes), values: z.array(z.string()).readonly() }).readonly())
    .readonly(),
});

const report = z
  .strictObject({
    sets: z.array(set.readonly()).readonly(),
    agreements: z
      .array(
        z
          .strictObject({ raters: z.tuple([z.string(), z.string()]).readonly(), ...agreementFields, weighted: share })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const judged = {
  plan: plan.readonly(),
  judged: count.describe("Verdicts that were given now."),
  failed: count,
  sent: count,
  retries: count,
  kept: count,
  promptTokens: count,
  completionTokens: count,
  uncounted: count,
  cost: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
  stop: z.enum(["cancelled", "failing", "out-of-retries"]).nullable(),
};

/** What `loupe eval judge --json` prints. */
export const evalJudgeOutput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("planned"),
    folder: z.string(),
    judges: z.array(z.strictObject({ model: z.string(), plan: plan.readonly() })),
  }),
  z.strictObject({
    kind: z.literal("judged"),
    folder: z.string(),
    judges: z.array(z.strictObject({ model: z.string(), ...judged })).describe("The judge, then the second one."),
    report,
    damagedLines: count,
  }),
]);
export type EvalJudgeOutput = z.infer<typeof evalJudgeOutput>;
