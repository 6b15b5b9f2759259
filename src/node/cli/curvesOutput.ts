import * as z from "zod";
import { curveNames } from "../../core/reward/curveName.js";

const count = z.number().int().nonnegative();
const values = z.array(z.number().nullable()).describe("One for each step; null: a gap.");

/** What `loupe curves --json` prints. */
export const curvesOutput = z.strictObject({
  align: z
    .enum(["step", "last-phase"])
    .describe("What stands at 1 on the axis: step 1, or the first step of the last phase of the rule."),
  sets: z
    .array(
      z.strictObject({
        run: z.string(),
        phase: z.enum(["training", "validation"]),
        folder: z.string().nullable(),
        rollouts: count,
        origin: z.number().describe("The step that stands at 1 on the axis."),
        breaks: z.array(z.number()).describe("Steps from which on the reward follows another rule."),
        curves: z.array(
          z.strictObject({
            curve: z
              .enum(curveNames)
              .describe(
                "right: the share of right answers, unparsed ones as not right, as `loupe compare` counts them; accuracy: the part of the reward.",
              ),
            source: z
              .enum(["logged", "recomputed"])
              .describe("Of curves of the reward's parts: as the rows log them, else under the recommended options."),
            steps: z.array(z.number()),
            x: z.array(z.number()).describe("Places on the axis."),
            values,
            n: z.array(count).describe("What each value is over."),
          }),
        ),
        metrics: z
          .array(
            z.strictObject({
              name: z.string(),
              means: z.string().describe("The curve that it says the same as."),
              steps: z.array(z.number()),
              x: z.array(z.number()),
              values,
            }),
          )
          .describe("Series of the trainer's own metrics."),
      }),
    )
    .describe("The training and the validation dumps of each run that have steps."),
});

export type CurvesOutput = z.infer<typeof curvesOutput>;
