import * as z from "zod";

const step = z.number().int().nonnegative();
const figure = z.number();

/** The lines of `loupe simulate --json`: one before the first step, one a step, one at the end. */
export const simulateLineSchema = z.union([
  z.strictObject({
    kind: z.literal("start"),
    simulated: z.literal(true),
    run: z.string(),
    from: step.describe("The checkpoint that it goes on from; 0: a new run."),
    steps: step,
  }),
  z.strictObject({
    kind: z.literal("step"),
    step,
    reward: figure,
    found: figure.describe("The wanted view, 0 to 1, rollouts without a call counted as 0."),
    iou: figure.nullable(),
    accuracy: figure,
    format: figure,
    calls: figure,
  }),
  z.strictObject({
    kind: z.literal("end"),
    step: step.describe("The last step that was written; a checkpoint of it is there."),
    complete: z.boolean().describe("False where it was stopped before its last step."),
  }),
]);
export type SimulateLine = z.infer<typeof simulateLineSchema>;
