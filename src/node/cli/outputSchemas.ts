import * as z from "zod";
import { rewardInputSchema } from "../../core/reward/rewardInput.js";
import { miniatureComparisonSchema } from "../../core/simulate/miniature/miniatureComparison.js";
import { alarmsOutput } from "./alarmsOutput.js";
import { auditOutput } from "./auditOutput.js";
import { benchBuildOutput } from "./benchBuildOutput.js";
import { benchExportOutput } from "./benchExportOutput.js";
import { benchImportOutput } from "./benchImportOutput.js";
import { benchReviewLogOutput } from "./benchReviewLogOutput.js";
import { benchSampleOutput } from "./benchSampleOutput.js";
import { benchStatsOutput } from "./benchStatsOutput.js";
import { benchWriteOutput } from "./benchWriteOutput.js";
import { compareOutput } from "./compareOutput.js";
import { curvesOutput } from "./curvesOutput.js";
import { evalCheckOutput } from "./evalCheckOutput.js";
import { evalImportOutput } from "./evalImportOutput.js";
import { evalJudgeOutput } from "./evalJudgeOutput.js";
import { distillOutput } from "./distillOutput.js";
import { evalRunOutput } from "./evalRunOutput.js";
import { evalTableOutput } from "./evalTableOutput.js";
import { formatsProposeOutput } from "./formatsOutput.js";
import { foreseeOutput } from "./foreseeOutput.js";
import { attachLineSchema } from "./attachOutput.js";
import { jobOutput, jobsOutput } from "./jobsOutput.js";
import { launchOutput } from "./launchOutput.js";
import { goldenOutput, notesOutput } from "./notesOutput.js";
import { paytableOutput } from "./paytableOutput.js";
import { preflightOutput } from "./preflightOutput.js";
import { rescoreOutput } from "./rescoreOutput.js";
import { searchOutput } from "./searchOutput.js";
import { rolloutsOutput } from "./rolloutsOutput.js";
import { simulateLineSchema } from "./simulateOutput.js";

const recomputed = z.number().nullable();
/** In place of an answer, where a line of the input is bad. */
const badLineSchema = z.strictObject({ error: z.string() });

/** One line of `loupe score --json`. Null: not recomputable. */
export const scoreOutputSchema = z.union([
  z.strictObject({
    components: z.strictObject({
      format: recomputed,
      accuracy: recomputed,
      toolCount: recomputed,
      toolAccuracy: recomputed,
    }),
    totals: z.record(z.string(), recomputed),
  }),
  badLineSchema,
]);

export type ScoredLine = z.infer<typeof scoreOutputSchema>;

const numberOrNull = z.number().nullable();

/** One line of what `loupe advantages` reads: a group. */
export const advantagesInputSchema = z.object({
  rewards: z.array(numberOrNull),
  components: z.record(z.string(), z.array(numberOrNull)).optional(),
  weights: z
    .record(z.string(), z.number())
    .describe("What each of components counts in the sum of gdpo, by its name; 1 where it is not named.")
    .optional(),
  tokens: z.array(z.number().int().nonnegative()).optional(),
});

/** One line of `loupe advantages --json`. Null: left out, since the reward is no finite number. */
export const advantagesOutputSchema = z.union([
  z.strictObject({
    advantages: z.array(numberOrNull),
    spread: numberOrNull,
    reason: z.enum(["all_right", "all_wrong", "all_malformed", "cancel", "size_one", "tiny"]).nullable(),
  }),
  badLineSchema,
]);

export type AdvantagesLine = z.infer<typeof advantagesOutputSchema>;

/**
 * The schemas of what commands print with `--json`, and of what some read, by the name that docs/cli.md shows them under.
 * `node scripts/cliDocs.mjs` writes them there; a test holds document and output to them.
 */
export const outputSchemas: Readonly<Record<string, z.ZodType>> = {
  "score input": rewardInputSchema,
  "score output": scoreOutputSchema,
  "advantages input": advantagesInputSchema,
  "advantages output": advantagesOutputSchema,
  "notes output": notesOutput,
  "golden output": goldenOutput,
  "audit output": auditOutput,
  "compare output": compareOutput,
  "alarms output": alarmsOutput,
  "curves output": curvesOutput,
  "paytable output": paytableOutput,
  "foresee output": foreseeOutput,
  "formats propose output": formatsProposeOutput,
  "rescore output": rescoreOutput,
  "rollouts output": rolloutsOutput,
  "search output": searchOutput,
  "simulate output": simulateLineSchema,
  "simulate compare output": miniatureComparisonSchema,
  "preflight output": preflightOutput,
  "launch output": launchOutput,
  "jobs output": jobsOutput,
  "job output": jobOutput,
  "attach output": attachLineSchema,
  "bench sample output": benchSampleOutput,
  "bench import output": benchImportOutput,
  "bench write output": benchWriteOutput,
  "bench build output": benchBuildOutput,
  "bench export output": benchExportOutput,
  "bench review-log output": benchReviewLogOutput,
  "bench stats output": benchStatsOutput,
  "distill output": distillOutput,
  "eval run output": evalRunOutput,
  "eval table output": evalTableOutput,
  "eval judge output": evalJudgeOutput,
  "eval check output": evalCheckOutput,
  "eval import output": evalImportOutput,
};

/** The same as JSON Schema: what may be written for an input, what is written for an output. */
export function outputJsonSchemas(): Readonly<Record<string, unknown>> {
  const asJson = ([name, schema]: [string, z.ZodType]) =>
    [name, z.toJSONSchema(schema, { io: name.endsWith(" input") ? "input" : "output" })] as const;
  return Object.fromEntries(Object.entries(outputSchemas).map(asJson));
}
