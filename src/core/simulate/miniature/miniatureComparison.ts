import * as z from "zod";
import { comparedFigures } from "./comparedFigure.js";
import { comparisonBounds } from "./comparisonBounds.js";

const finite = z.number();

/** A mean over seeds with its 95 % t interval; null bounds: fewer than two seeds have a value. */
const mean = z.strictObject({
  mean: finite.nullable(),
  low: finite.nullable(),
  high: finite.nullable(),
  n: z.number().int().describe("Seeds with a value."),
});

export const comparisonAligns = ["step", "last-phase"] as const;

/** Places of an alignment: all of them, the first 60, 51 to 70, the last 20. */
export const comparisonWindows = ["area", "early", "middle", "end"] as const;

/** Means over seeds with their 95 % t interval, step by step; null where no seed has a value. */
const curveSchema = z.strictObject({
  figure: z.enum(comparedFigures),
  values: z.array(mean).max(comparisonBounds.armSteps).readonly(),
});

const armSchema = z.strictObject({
  strategy: z.string().describe("With its options, as the command line takes it."),
  stepsBeforeLastPhase: z
    .number()
    .int()
    .min(0)
    .describe("Curves begin that much later when they are aligned by the last phase."),
  curves: z.array(curveSchema).readonly().describe("By step, from 1."),
  end: z
    .array(z.strictObject({ figure: z.enum(comparedFigures), value: mean }))
    .readonly()
    .describe("Means over the last 20 steps."),
  stepsToFound: finite
    .nullable()
    .describe(
      "Median first step whose mean of `found` over ten steps is .5 or more; null: half of the seeds or more never got there.",
    ),
  seedsNeverFound: z.number().int().describe("Seeds that never got there."),
  seedsWithoutCalls: z
    .number()
    .int()
    .describe(
      "Seeds whose tool use was gone at the end: over the last 20 steps a share of rollouts with a call below a tenth of that of the first ten, or of .05 where that is more.",
    ),
});

/**
 * First arm minus second, seed by seed. Places are counted from the alignment's start of each arm, as many as both have.
 * Windows that a run is too short for are left out.
 */
const pairSchema = z.strictObject({
  first: z.number().int().describe("Place in `arms`."),
  second: z.number().int(),
  figure: z.enum(comparedFigures),
  align: z
    .enum(comparisonAligns)
    .describe("What places are counted from: step 1, or the start of each one's last phase."),
  window: z.enum(comparisonWindows).describe("All places, the first 60, 51 to 70, the last 20."),
  difference: mean,
  /** Where the interval lies; `straddles` also where there is none. */
  verdict: z.enum(["above", "straddles", "below"]).describe("Where the interval lies to 0."),
});

/** What the result supports or does not, as a code of `comparisonStrings` and its values. */
const statementSchema = z.strictObject({
  kind: z.enum(["supported", "not-supported", "disagree", "caution"]),
  code: z.string().describe("Which sentence it is."),
  values: z.array(z.union([z.string(), finite])).readonly(),
});

/** The result of `loupe simulate compare`, as it is written to `*.loupe-miniature.json` and shown. */
export const miniatureComparisonSchema = z.strictObject({
  version: z.literal(1),
  isSimulated: z.literal(true).describe("Nothing here is a measurement of a language model."),
  seeds: z.array(z.number().int()).min(1).readonly(),
  steps: z.number().int().min(1),
  assumptions: z
    .array(z.strictObject({ name: z.string(), value: z.string(), default: z.string() }))
    .readonly()
    .describe("Those that differ from the defaults."),
  arms: z.array(armSchema).min(1).max(comparisonBounds.arms).readonly(),
  pairs: z.array(pairSchema).max(comparisonBounds.pairs).readonly(),
  /** Where the two alignments disagree comes first. */
  statements: z.array(statementSchema).max(comparisonBounds.statements).readonly(),
});
export type MiniatureComparison = z.infer<typeof miniatureComparisonSchema>;
export type ComparisonArm = MiniatureComparison["arms"][number];
export type ComparisonPair = MiniatureComparison["pairs"][number];
export type ComparisonStatement = MiniatureComparison["statements"][number];
export type ComparisonAlign = (typeof comparisonAligns)[number];
export type ComparisonWindow = (typeof comparisonWindows)[number];
export type SeedMean = ComparisonArm["end"][number]["value"];
