import * as z from "zod";
import { refusalCodes } from "../../core/benchmark/candidateRefusal.js";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { unpartedCodes } from "../../core/benchmark/split/splitPages.js";
import { taskKinds } from "../../core/benchmark/taskKinds.js";

const count = z.int().nonnegative();

/** What `loupe bench build --json` prints. */
export const benchBuildOutput = z.strictObject({
  kind: z.literal("built"),
  folder: z.string(),
  seed: z.int(),
  pages: count,
  questions: count,
  cluster: z.enum(["issue", "page"]).describe("What stays in one split."),
  unparted: z
    .strictObject({ code: z.enum(unpartedCodes), units: count })
    .nullable()
    .describe("Why everything is for training although other splits were asked for; null where that is not so."),
  counts: z.partialRecord(z.enum(taskKinds), z.record(z.enum(splitNames), count)),
  refused: z
    .partialRecord(z.enum(taskKinds), z.partialRecord(z.enum(refusalCodes), count))
    .describe("Candidates that became no question, by reason."),
  unbalanced: z
    .array(z.strictObject({ task: z.enum(taskKinds), split: z.enum(splitNames), questions: count }))
    .describe("Too few questions for each answer to be as frequent as any other within one per cent."),
  damaged: z
    .array(z.strictObject({ path: z.string(), lines: count }))
    .describe("Lines that are no records; the others were used."),
  stale_corrections: count.describe("Corrections of pages that fit nothing on their page any more."),
  reviews: z.strictObject({
    standing: count,
    stale: count.describe("Decisions about an earlier content of a question: to be decided on again."),
    unknown: count.describe("Decisions about questions that are not asked any more."),
  }),
});
export type BenchBuildOutput = z.infer<typeof benchBuildOutput>;
