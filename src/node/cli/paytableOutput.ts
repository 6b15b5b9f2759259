import * as z from "zod";
import { payBehaviours } from "../../core/reward/payTable.js";

const pay = z.number().nullable();
const step = z.number().int().nullable();

/** What `loupe paytable --json` prints. */
export const paytableOutput = z.strictObject({
  callRate: z.number().nullable().describe("As given with --call-rate, for strategies that pay by it."),
  rows: z
    .array(
      z.strictObject({
        strategy: z.string(),
        from: step,
        to: step,
        cells: z.array(
          z.strictObject({
            behaviour: z.enum(payBehaviours),
            targets: z.literal([1, 2]).describe("Targets of the question, each of which expects one zoom."),
            right: pay.describe("What it earns with a right answer; null: not by one rollout alone."),
            wrong: pay,
            isLure: z.boolean().describe("Earns nine tenths or more of what exact zooms earn, with a right answer."),
          }),
        ),
      }),
    )
    .describe("One row a segment of a strategy's schedule: steps from (included) to (not included)."),
});

export type PaytableOutput = z.infer<typeof paytableOutput>;
