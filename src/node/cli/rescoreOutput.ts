import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";

const count = z.number().int().nonnegative();
const mean = z.number().nullable();

const figures = z
  .strictObject({
    rollouts: count,
    groups: count,
    means: z
      .strictObject({ format: mean, accuracy: mean, toolCount: mean, toolAccuracy: mean, total: mean })
      .describe(
        "Over the rollouts of which the part can be recomputed; null: of none, or more than 5 % are unknown for what they did.",
      ),
    notRecomputable: count.describe("Rollouts without a reward under the strategy."),
    isWithheld: z
      .boolean()
      .describe(
        "More than 5 % of the rollouts are not recomputable for what they did themselves, as zooms into a page of unknown size, so that the others are no fair sample: total, flat groups, flips, signal and rank are null.",
      ),
    flat: z.record(z.string(), count).describe("Groups whose rewards have no spread, by reason."),
    flatGroups: count.nullable(),
    rank: z
      .strictObject({ value: mean, groups: count, left: count })
      .describe(
        "Kendall's tau-b of the advantages within groups, its mean over groups where both sides vary; left: the others.",
      ),
    flipped: count
      .nullable()
      .describe("Advantages that turn from strictly up to strictly down or back; null: nothing can be compared."),
    signalChanged: count.nullable().describe("Advantages that turn from none to some or back."),
    compared: count.describe("Rollouts with an advantage on both sides."),
    flippedShare: mean.describe("flipped of compared; null: nothing can be compared."),
    signalShare: mean.describe("signalChanged of compared."),
    unit: z
      .enum(["token", "rollout"])
      .nullable()
      .describe("What advantages were whitened over; null: they are not whitened."),
  })
  .describe("One strategy on some rollouts.");

const byStrategy = z.record(z.string(), figures);

/** What `loupe rescore --json` prints. */
export const rescoreOutput = z.strictObject({
  estimator: z.enum(estimatorIds),
  against: z.string().describe("What advantages are compared with: `logged`, or a strategy."),
  sets: z
    .array(
      z.strictObject({
        run: z.string(),
        phase: z.enum(["training", "validation"]),
        folder: z
          .string()
          .nullable()
          .describe("A folder of dumps, or a file without steps, where the run has several."),
        unread: count.describe("Rows that cannot be read as rollouts."),
        strategies: byStrategy.describe("Over all steps."),
        steps: z.array(z.strictObject({ step: z.number().int().nullable(), strategies: byStrategy })),
      }),
    )
    .describe("The training and the validation dumps of each run."),
});

export type RescoreOutput = z.infer<typeof rescoreOutput>;
