import * as z from "zod";
import { distilFindingCodes } from "../../core/distil/distilFinding.js";
import { distilManifestSchema, funnelSchema } from "../../core/distil/distilManifest.js";
import { dropReasons } from "../../core/distil/dropReason.js";
import { distilOptionsSchema } from "../../core/distil/distilOptions.js";
import { evalUnfitOutput } from "./evalUnfitOutput.js";

const count = z.int().nonnegative();
const range = z.strictObject({ least: count, most: count });
const { unfit, tokens, histograms } = distilManifestSchema.shape;
const changed = z.strictObject({
  ...{ id: z.string().describe("Of the prediction."), task: z.string() },
  ...{ before: z.enum(dropReasons).nullable(), after: z.enum(dropReasons).nullable() },
});
const threshold = z.union([z.number(), z.string(), z.boolean()]).nullable();

const finding = z.strictObject({
  code: z.enum(distilFindingCodes),
  level: z.enum(["good", "warning", "error"]),
  values: z.array(z.union([z.string(), z.number()])),
});

/** What `loupe distill --json` prints. */
export const distillOutput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("planned"),
    folder: z.string(),
    questions: count,
    attempts: count.describe("Questions times attempts."),
    done: count.describe("Attempts that are answered already."),
    toAsk: count,
    requests: range,
    images: range,
    promptTokens: count.describe("Estimated, of the least requests."),
    completionTokens: count.describe("Were every answer as long as --max-tokens lets it."),
    cost: z.number().nullable().describe("Of these tokens, by --prices."),
    leftOut: z.record(z.string(), count).describe("Questions that cannot be asked as they stand, by code."),
  }),
  z.strictObject({
    kind: z.literal("distilled"),
    folder: z.string().describe("Of the evaluation, or of the dataset whose own answers are taken."),
    asked: z
      .strictObject({
        sent: count.describe("Requests, retries among them."),
        answered: count.describe("Attempts that ended now."),
        stop: z.enum(["cancelled", "failing", "out-of-retries"]).nullable(),
      })
      .nullable()
      .describe("Null: nothing was to be asked of anybody."),
    options: distilOptionsSchema.describe("Thresholds of the filters."),
    funnel: funnelSchema,
    histograms: histograms.describe("All traces and the kept ones, by words, right letter and told position."),
    near: z
      .strictObject({
        alike: count,
        most: z.strictObject({ of: z.string(), questionId: z.string(), score: z.number() }).nullable(),
      })
      .describe("Questions of kept traces worded as one of val or test is, and the nearest two."),
    difference: z
      .strictObject({
        against: z.string(),
        options: z.array(z.strictObject({ key: z.string(), before: threshold, after: threshold })),
        gained: z.array(changed).describe("Dropped there, kept now."),
        lost: z.array(changed).describe("Kept there, dropped now."),
        moved: count.describe("Dropped there and now, for another reason."),
        same: count,
        added: count.describe("Traces that are not in that export."),
        gone: count.describe("Traces that are there alone."),
      })
      .nullable()
      .describe("What is other than in the export of --against."),
    export: z.strictObject({ out: z.string(), rows: count, unfit, tokens, files: z.array(z.string()) }).nullable(),
    findings: z
      .array(finding)
      .describe("Of kept questions near to held-out ones, and of the rows against the run of --for."),
    read: z
      .array(
        z.strictObject({
          task: z.string(),
          keptRead: count.describe("Traces that the filters keep and a person decided about."),
          keptBad: count.describe("Of these, rejected."),
          bad: z.strictObject({ lo: z.number(), hi: z.number() }).nullable().describe("Share of all kept, 95 %."),
          droppedRead: count,
          droppedGood: count,
        }),
      )
      .describe("What persons hold of the filters' work."),
    damagedLines: count,
  }),
  z.strictObject({
    kind: z.literal("sample"),
    folder: z.string(),
    traces: z
      .array(
        z.strictObject({
          prediction_id: z.string(),
          question_id: z.string(),
          task: z.string(),
          image: z.string(),
          question: z.string(),
          hint: z.string().nullable(),
          options: z.array(z.strictObject({ label: z.string(), text: z.string() })),
          turns: z.array(z.string()).describe("What the teacher said, turn by turn."),
        }),
      )
      .describe("What the filters say of them is not told."),
  }),
  z.strictObject({ kind: z.literal("linted"), folder: z.string(), findings: z.array(finding) }),
  evalUnfitOutput,
]);
export type DistillOutput = Exclude<z.infer<typeof distillOutput>, { kind: "unfit" }>;
