import * as z from "zod";
import { estimatorIds } from "../../core/reward/estimatorId.js";

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const figure = z
  .strictObject({
    value: z.number().nullable(),
    lo: z.number().nullable(),
    hi: z.number().nullable(),
    n: count,
    unclear: z.boolean().describe("0 is inside the interval, or there is none."),
  })
  .describe(
    "A figure with its 95 % interval by resampling groups, over n rollouts. Null: it does not vary, or groups are too few; null over n 0: nothing is known, or more than 5 % of the rollouts are unknown for what they did.",
  );

/** What `loupe foresee --json` prints. */
export const foreseeOutput = z.strictObject({
  run: z.string(),
  phase: z.enum(["training", "validation"]),
  folder: z.string().nullable(),
  step: z.number().int().nullable(),
  estimator: z.enum(estimatorIds),
  rollouts: count,
  groups: count,
  unread: count,
  callRate: share.describe("p: share of rollouts with a zoom call."),
  groupsWithCall: share,
  groupsWithCallIfAlike: share.describe(
    "1 − (1 − p)ⁿ, its mean over the groups' sizes: what the share would be if all questions were alike.",
  ),
  strategies: z.array(
    z.strictObject({
      strategy: z.string(),
      correlations: z
        .strictObject({
          format: figure,
          right: figure,
          call: figure,
          count: figure,
          view: figure,
          pageCrop: figure,
          repeat: figure,
        })
        .describe("Of the advantage with what rollouts did, over all rollouts (Pearson)."),
      aim: figure.describe(
        "Reward against view, both centred in their group, among rollouts that call; groups with two callers or more.",
      ),
      flatGroups: count.nullable(),
      flatShare: share.nullable(),
      notRecomputable: count,
      isWithheld: z
        .boolean()
        .describe(
          "More than 5 % of the rollouts are not recomputable for what they did themselves: no figure is made of the others.",
        ),
    }),
  ),
});

export type ForeseeOutput = z.infer<typeof foreseeOutput>;
