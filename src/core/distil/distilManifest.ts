import * as z from "zod";
import { boxConventions } from "../evaluation/modelFamily.js";
import { distilOptionsSchema } from "./distilOptions.js";
import { dropReasons } from "./dropReason.js";
import { unfitCodes } from "./trainedTurns.js";

const count = z.int().nonnegative();
const reasons = z.partialRecord(z.enum(dropReasons), count);

export const funnelSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      task: z.string(),
      questions: count,
      traces: count.describe("Attempts that were answered."),
      dropped: reasons.describe("By the first reason of each; with `kept` they add up to `traces`."),
      failing: reasons.describe("How many fail for a reason at all."),
      kept: count,
      questionsKept: count.describe("Questions with a kept trace."),
      passRates: z.array(count).describe("Questions by how many of their attempts are right, from 0."),
      keptByPass: z.array(count).describe("Of each of these, the questions with a kept trace."),
      accuracy: z.strictObject({ share: z.number(), lo: z.number(), hi: z.number() }).nullable(),
      lucky: z.number().nullable().describe("Of the right answers, the share that luck gives."),
      tokensPerKept: z.number().nullable().describe("All attempts of the kind, over its kept traces."),
      costPerKept: z.number().nullable(),
    }),
  ),
  traces: count,
  kept: count,
  promptTokens: z.number(),
  completionTokens: z.number(),
  cost: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
  tokensPerKept: z.number().nullable(),
  costPerKept: z.number().nullable(),
});

const beforeAfter = z.strictObject({ before: count, after: count });
const histogramsSchema = z.strictObject({
  words: z.array(z.strictObject({ from: count, before: count, after: count })),
  letters: z.record(z.string(), beforeAfter),
  positions: z.record(z.string(), beforeAfter),
});

/** How the student is asked in the rows: what a run that goes on from it is held against. */
export const studentSchema = z.strictObject({
  method: z.enum(["SFT-S", "SFT-R"]),
  input: z.string(),
  use: z.string(),
  systems: z.array(z.string()).describe("Every system message of the rows."),
  prompts: z.record(
    z.string(),
    z.strictObject({ id: z.string(), version: z.int(), sha256: z.string(), user: z.string() }),
  ),
  tool: z.string().nullable().describe("The text by which the tool is told of."),
  boxes: z.enum(boxConventions),
  most_turns: count.describe("Of the longest row."),
  resize: z.strictObject({ factor: z.int(), minPixels: z.int(), maxPixels: z.int() }),
  cutoff_tokens: count,
});
export type DistilStudent = z.infer<typeof studentSchema>;

/** `manifest.json` of an export of traces. Says no time: the same input makes the same bytes. */
export const distilManifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("distil"),
  tool: z.strictObject({ name: z.literal("rollout-loupe"), version: z.string() }),
  from: z.strictObject({
    /** Null: the answers are the dataset's own. */
    run: z.string().nullable(),
    dataset: z.string().nullable(),
    questions_sha256: z.string(),
    reviews_sha256: z.string().nullable(),
  }),
  /** Null: there was none. */
  teacher: z
    .strictObject({
      requested: z.string(),
      returned: z.array(z.string()),
      prompts: z.record(z.string(), z.strictObject({ id: z.string(), version: z.int(), sha256: z.string() })),
      input: z.string().describe("What it was shown."),
      tool: z
        .strictObject({ style: z.string(), tool: z.string(), most_turns: z.int().positive() })
        .nullable()
        .describe("Null: it had none."),
      sampling: z.strictObject({
        ...{ temperature: z.number().nullable(), top_p: z.number().nullable() },
        seed: z.int().nullable().describe("Attempt k was asked with seed + k."),
        ...{ max_tokens: z.int().positive().nullable(), attempts: z.int().positive() },
      }),
    })
    .nullable(),
  options: distilOptionsSchema,
  to: z.enum(["llamafactory", "jsonl"]),
  funnel: funnelSchema,
  /** Of all traces and of the kept ones. */
  histograms: histogramsSchema,
  rows: count,
  /** Kept and not among the rows, by code. */
  unfit: z.partialRecord(z.enum(unfitCodes), count),
  tokens: z.strictObject({
    longest: count,
    /** Rows that may be over the cutoff, which the tokenizer alone knows. */
    doubtful: count,
  }),
  /** Questions of kept traces that are worded as one of val or test is, and how alike the nearest two are. */
  near_test: z.strictObject({ alike: count, most: z.number().nullable() }),
  student: studentSchema,
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int(), rows: z.int().nullable() })),
});
export type DistilManifest = z.infer<typeof distilManifestSchema>;
