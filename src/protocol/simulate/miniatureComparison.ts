import * as z from "zod";

const finite = z.number();
const mean = z.strictObject({
  mean: finite.nullable(),
  low: finite.nullable(),
  high: finite.nullable(),
  n: z.number().int(),
});

/** The figures that are compared; the keys of `MiniatureFigures`. */
export const comparedFigures = [
  "found",
  "iouFirst",
  "iouSecond",
  "accuracy",
  "format",
  "calls",
  "anyCall",
  "exactCount",
  "pageCrops",
  "repeats",
  "flatGroups",
  "reward",
] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

export const comparisonAligns = ["step", "last-phase"] as const;

/** Means over seeds with their 95 % t interval, step by step; null where no seed has a value. */
const curveSchema = z.strictObject({
  figure: z.enum(comparedFigures),
  values: z.array(mean),
});

const armSchema = z.strictObject({
  /** Strategy with its options, as the command line takes it. */
  strategy: z.string(),
  /** Steps before the last phase: curves begin that much later when they are aligned by it. */
  stepsBeforeLastPhase: z.number().int().min(0),
  /** By step, from 1. */
  curves: z.array(curveSchema),
  /** Means over the last 20 steps. */
  end: z.array(z.strictObject({ figure: z.enum(comparedFigures), value: mean })),
  /** Median first step whose 10-step mean of `found` is at least .5; null: more than half of the seeds never got there. */
  stepsToFound: finite.nullable(),
  /** Seeds that never got there. */
  seedsNeverFound: z.number().int(),
  /** Seeds whose tool use was gone at the end: less than a tenth of their first ten steps' share of rollouts with a call, or of .05. */
  seedsWithoutCalls: z.number().int(),
});

/**
 * First arm minus second, seed by seed. `area`: mean over all steps; `early`: the first 60 steps of the alignment;
 * `middle`: steps 51 to 70; `end`: the last 20.
 */
const pairSchema = z.strictObject({
  first: z.number().int(),
  second: z.number().int(),
  figure: z.enum(comparedFigures),
  align: z.enum(comparisonAligns),
  window: z.enum(["area", "early", "middle", "end"]),
  difference: mean,
  /** Where the interval lies. */
  verdict: z.enum(["above", "straddles", "below"]),
});

/** What the result supports or does not, as a code of `comparisonStrings` and its values. */
const statementSchema = z.strictObject({
  kind: z.enum(["supported", "not-supported", "disagree", "caution"]),
  code: z.string(),
  values: z.array(z.union([z.string(), finite])),
});

/** The result of `loupe simulate compare`, as it is written to `comparison.loupe-miniature.json` and shown. */
export const miniatureComparisonSchema = z.strictObject({
  version: z.literal(1),
  /** Always true: nothing here is a measurement of a language model. */
  isSimulated: z.literal(true),
  seeds: z.array(z.number().int()).min(1),
  steps: z.number().int().min(1),
  /** Assumptions that differ from the defaults. */
  assumptions: z.array(z.strictObject({ name: z.string(), value: z.string(), default: z.string() })),
  arms: z.array(armSchema).min(1),
  pairs: z.array(pairSchema),
  statements: z.array(statementSchema),
});
export type MiniatureComparison = z.infer<typeof miniatureComparisonSchema>;
export type ComparisonArm = MiniatureComparison["arms"][number];
export type ComparisonPair = MiniatureComparison["pairs"][number];
export type ComparisonStatement = MiniatureComparison["statements"][number];
