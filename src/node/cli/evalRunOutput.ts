import * as z from "zod";
import { checkpointFindingCodes } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import { weightForms } from "../../core/evaluation/checkpoint/hostCheckpoint.js";
import { evaluationRunSchema } from "../../core/evaluation/evaluationRun.js";
import { evalUnfitOutput, runFindingOutput } from "./evalUnfitOutput.js";

const count = z.int().nonnegative();
const range = z.strictObject({ least: count, most: count });
const counts = z.record(z.string(), count);

const plan = z.strictObject({
  questions: count,
  attempts: count.describe("Questions times attempts."),
  withdrawn: count.describe(
    "Questions that were asked and are no longer, being rejected in review since: their answers count for nothing.",
  ),
  done: count.describe("Attempts that are answered already."),
  failedBefore: count.describe("Attempts that failed and are asked again with --retry-failed only."),
  toAsk: count,
  requests: range.describe("In a zoom loop the model says how many."),
  images: range,
  promptTokens: count.describe("Estimated, of the least requests."),
  completionTokens: count.describe("Were every answer as long as --max-tokens lets it."),
  cost: z.number().nullable().describe("Of these tokens, by --prices."),
  leftOut: counts.describe("Questions that cannot be asked as they stand, by code."),
});

const checkpoint = z
  .strictObject({
    host: z.string(),
    path: z.string().describe("Of the weights, on the host."),
    form: z.enum(weightForms),
    stage: z.string().describe("Empty: the run has none."),
    step: count.nullable(),
    findings: z
      .array(z.strictObject({ code: z.enum(checkpointFindingCodes), values: z.array(z.string()) }))
      .describe("How it is asked otherwise than it was trained."),
  })
  .nullable()
  .describe("Null: an endpoint was asked.");

/** What `loupe eval run --json` prints. */
export const evalRunOutput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("planned"), folder: z.string(), plan, checkpoint }),
  z.strictObject({
    kind: z.literal("evaluated"),
    folder: z.string(),
    plan,
    checkpoint,
    run: evaluationRunSchema.describe("As it stands in evaluation.json."),
    states: counts.describe("How the attempts ended that were asked now."),
    failures: counts,
    sent: count.describe("Requests, retries among them."),
    retries: count,
    kept: count.describe("Answers taken from requests.jsonl."),
    zooms: count.describe("Calls that were carried out."),
    promptTokens: count,
    completionTokens: count,
    uncounted: count.describe("Answers whose tokens the server did not count."),
    cost: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
    findings: z.array(runFindingOutput),
    stop: z.enum(["cancelled", "failing", "out-of-retries"]).nullable(),
    damagedLines: count,
  }),
  evalUnfitOutput,
]);
export type EvalRunOutput = Exclude<z.infer<typeof evalRunOutput>, { kind: "unfit" }>;
