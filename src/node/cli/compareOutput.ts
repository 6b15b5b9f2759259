import * as z from "zod";

const count = z.number().int().nonnegative();
const figure = z.number().nullable();
const outcomes = ["correct", "wrong", "unparsed", "unknown"] as const;

const interval = z
  .strictObject({ value: figure, lo: figure, hi: figure, n: count })
  .describe("With its 95 % interval; null bounds: too few to say. n: rollouts, of an IoU zoom calls.");
const difference = z
  .strictObject({ mean: figure, lo: figure, hi: figure })
  .describe(
    "B minus A in accuracy with its 95 % interval. Paired: the mean over pairs of the differences of their shares of right rollouts, questions of one page as one cluster. Not paired: of all questions of each side, as two samples.",
  );
const matrix = z
  .array(z.array(count).length(3))
  .length(3)
  .describe(
    "Pairs by their outcome in A (rows) and in B (columns): correct, wrong, unparsed. Several rollouts of a question have one outcome: correct when more than half are, else unparsed when more are unparsed than wrong, else wrong.",
  );
const mcnemar = z
  .strictObject({ b: count, c: count, p: z.number().nullable() })
  .describe(
    "Pairs right in A alone (b) and in B alone (c), with the exact two-sided p; null when not compared as pairs, and without a pair of known outcomes.",
  );

const side = z.strictObject({
  path: z.string().describe("As it was named."),
  run: z.string(),
  phase: z.enum(["training", "validation"]),
  from: z.number().int().nullable(),
  to: z.number().int().nullable().describe("Steps from–to, both included; null: all."),
  rollouts: count,
  questions: count,
  unread: count.describe("Rows that cannot be read as rollouts."),
});

const taskKind = z.strictObject({
  taskKind: z.string(),
  pairs: count,
  questionsA: count,
  questionsB: count,
  matrix: matrix.nullable(),
  unknown: count,
  mcnemar: mcnemar.nullable(),
  adjusted: z.number().nullable().describe("Holm's p over the task kinds."),
  difference,
});

const ofSide = z
  .strictObject({
    outcome: z.enum(outcomes),
    rollouts: count,
    right: count,
    wrong: count,
    unparsed: count,
    score: figure,
    meanIou: figure,
    file: z.string(),
    row: count,
  })
  .describe("Means over the side's rollouts; file and row (from 0) of the one of the median score.");

const compared = {
  pairs: count.describe("Questions that both sides have: by question id, else by prompt and answer."),
  unpairedA: count.describe("Questions of A alone."),
  unpairedB: count,
  paired: z
    .boolean()
    .describe("False with fewer than 20 pairs, or fewer than half of either side: then nothing is compared as pairs."),
  unpairedReason: z.enum(["empty-side", "no-common-question", "few-pairs", "under-half"]).nullable(),
  matrix,
  unknown: count.describe("Pairs of which one side's outcome is not known; they are in neither matrix nor test."),
  mcnemar,
  difference,
  taskKinds: z.array(taskKind).describe("Each task kind; matrix and mcnemar are null without pairs."),
  onlyA: z
    .array(z.string())
    .describe("The first 100 questions of A alone: their ids, else the beginning of their texts."),
  onlyB: z.array(z.string()),
  questions: z
    .array(z.strictObject({ question: z.string(), taskKind: z.string().nullable(), a: ofSide, b: ofSide }))
    .optional()
    .describe("With --questions: every pair, the largest change in score first."),
};

const statistics = z
  .strictObject({
    side: count.describe("Its place among the sides."),
    taskKind: z.string().nullable().describe("Null: all."),
    rollouts: count,
    questions: count,
    accuracy: interval,
    calls: interval,
    meanIou: interval,
    firstIou: interval,
    secondIou: interval,
    found: interval.describe("The wanted view, over rollouts with targets: 0 without a crop."),
    score: interval,
    unplaced: count.describe(
      "Rollouts with calls and targets whose boxes cannot be placed, as on a page of unknown size. Where they are more than 5 %, IoUs and found are of nothing (null, n 0): the others are no fair sample.",
    ),
    unparsed: count,
    unknown: count,
    quadrants: z
      .strictObject({ goodRight: count, goodWrong: count, badRight: count, badWrong: count })
      .describe("Rollouts with calls and targets: mean IoU of 0.5 or more (good) or less, answer right or not."),
  })
  .describe("Table 6 of the paper for one side and one task kind.");

/** What `loupe compare --json` prints. */
export const compareOutput = z.strictObject({
  sides: z.array(side).min(2),
  ...compared,
  others: z
    .array(z.strictObject({ side: count.describe("Its place among the sides."), ...compared }))
    .describe("A with each further side, which stands for B."),
  statistics: z.array(statistics),
});

export type CompareOutput = z.infer<typeof compareOutput>;
export type ComparedPair = Omit<CompareOutput["others"][number], "side">;
