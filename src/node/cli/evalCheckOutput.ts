import * as z from "zod";
import { taskKinds } from "../../core/benchmark/taskKinds.js";
import { ratedClasses } from "../../core/evaluation/judge/ratedClasses.js";
import { agreementFields, personOutput } from "./evalJudgeOutput.js";

const count = z.int().nonnegative();

const stratum = z
  .strictObject({
    task: z.enum(taskKinds),
    verdict: z.enum(ratedClasses),
    model: z.string(),
    judged: count,
    drawn: count,
  })
  .readonly();

const item = z
  .strictObject({
    ...{ folder: z.string(), prediction: z.string(), task: z.string(), model: z.string(), question: z.string() },
    ...{ reference: z.string(), alternatives: z.array(z.string()).readonly(), answer: z.string() },
    isDecided: z.boolean(),
  })
  .readonly();

/** What `loupe eval check --json` prints. Nothing of it says what the judge holds of an answer. */
export const evalCheckOutput = z.strictObject({
  id: z.string(),
  judge: z.string().describe("The judge's set."),
  judgeModel: z.string(),
  isNew: z.boolean().describe("The list was drawn now."),
  seed: z.int(),
  strata: z.array(stratum).readonly().nullable().describe("Of a list that was drawn now."),
  items: z.array(item).readonly(),
  report: z
    .strictObject({
      ...{ drawn: count, decided: count },
      agreement: z
        .strictObject(agreementFields)
        .readonly()
        .nullable()
        .describe("Of judge and person on the list, right against not right."),
      person: personOutput,
    })
    .readonly(),
});
export type EvalCheckOutput = z.infer<typeof evalCheckOutput>;
