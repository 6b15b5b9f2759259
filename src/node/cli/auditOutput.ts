import * as z from "zod";
import { auditedParts, auditVerdicts } from "../../core/reward/auditedPart.js";
import { variantCodes } from "../../core/reward/rewardVariants.js";

const count = z.number().int().nonnegative();
const step = z.number().int().nullable();
const ofParts = <T extends z.ZodType>(value: T) =>
  z.strictObject({ format: value, accuracy: value, toolCount: value, toolAccuracy: value, total: value });
const row = z.strictObject({ file: z.string(), row: count });
const part = z.enum(auditedParts);

const span = z
  .strictObject({
    from: step,
    to: step,
    strategy: z.string().nullable(),
    alsoFits: z.array(z.string()),
    agreeing: count,
    compared: count,
    byLoggedParts: count.describe(
      "Of the agreeing ones, those of which only the logged parts add up to the total: recomputed it is unknown, or differs.",
    ),
    notFinite: count.describe("Rollouts whose logged total is NaN or infinite: they are not among the compared ones."),
    isWritten: z.boolean(),
  })
  .describe(
    "Steps from–to, both included, in which the logged totals follow one strategy (null: none that is known); alsoFits: strategies that the rollouts cannot tell from it; isWritten: the rows say it themselves.",
  );

const suspect = z
  .strictObject({
    question: z.string(),
    kind: z.enum(["box", "answer"]),
    agreement: z.number(),
    withTarget: z.number(),
    rollouts: z.array(row),
  })
  .describe(
    "A question whose rollouts agree with each other and not with the dataset. box: agreement and withTarget are mean IoUs with each other and with the target; answer: shares of the rollouts that give the common and the expected answer.",
  );

const audited = z.strictObject({
  run: z.string(),
  phase: z.enum(["training", "validation"]),
  folder: z.string().nullable().describe("A folder of dumps, or a file without steps, where the run has several."),
  rollouts: count,
  unread: count.describe("Rows that cannot be read as rollouts."),
  differing: count,
  firstDifferences: ofParts(count).describe("Differing rollouts by the first part that differs."),
  counts: ofParts(z.strictObject({ match: count, differs: count, "not-recomputable": count, absent: count })).describe(
    "Rollouts by part and verdict.",
  ),
  loggedKinds: ofParts(
    z.strictObject({ number: count, nan: count, infinity: count, null: count, absent: count, text: count }),
  ).describe(
    "Logged values by part and by what they are; absent: the row has no such key, text: a text that is no number. The verdict of null, absent and text is absent.",
  ),
  causes: z
    .array(z.strictObject({ codes: z.array(z.enum(variantCodes)), rollouts: count }))
    .describe("Other readings of the rule that give what was logged."),
  spans: z.array(span),
  suspects: z.array(suspect).describe("The most doubtful ones, at most 100 of suspectCount."),
  suspectCount: count,
});

const differing = z.strictObject({
  file: z.string(),
  row: count.describe("From 0."),
  byteOffset: count,
  step,
  question: z.string(),
  number: count.describe("From 1, in its group."),
  strategy: z.string(),
  firstDifference: part,
  parts: ofParts(
    z.strictObject({
      verdict: z.enum(auditVerdicts),
      logged: z.union([z.number(), z.string()]).nullable().describe("Text for NaN, infinities and what is no number."),
      recomputed: z.number().nullable(),
    }),
  ),
  cause: z.array(z.enum(variantCodes)).nullable(),
});

/** What `loupe audit --json` prints. */
export const auditOutput = z.strictObject({
  tolerance: z.number().describe("Absolute; a millionth of the larger number is added."),
  strategy: z
    .string()
    .nullable()
    .describe("As given with --strategy; null: the one that the log follows at each step."),
  rollouts: count,
  differing: count,
  sets: z.array(audited).describe("The training and the validation dumps of each run."),
  rows: z.array(differing).describe("The first differing rollouts of all sets, at most as many as --rows says."),
});

export type AuditOutput = z.infer<typeof auditOutput>;
