import * as z from "zod";

const count = z.number().int().min(1).max(100_000);
const share = z.number().min(0).max(1);

/** What every alarm's rule has. */
const common = {
  on: z.boolean(),
  /** Steps whose rollouts are taken together; more of them, up to four times as many, where steps are small. */
  window: z.number().int().min(1).max(1000),
  /** Rollouts that give a value, below which nothing is said. */
  minRollouts: count,
  /** How many standard errors a change must come to; groups, not rollouts, are what is drawn at random. */
  sigmas: z.number().min(0).max(100),
  /** Steps in a row at which the condition must hold; it fires at the first of them, and that is known at the last. */
  lasting: z.number().int().min(1).max(100),
};

/** Fires when a share is high and has risen from its lowest earlier window, or is high after the grace has passed. */
export const levelRuleSchema = z.strictObject({
  ...common,
  atLeast: share,
  rise: share,
  /** Steps after which a high share needs no rise: an untrained model may begin with it. */
  grace: z.number().int().min(0).max(100_000),
});
export type LevelRule = z.infer<typeof levelRuleSchema>;

/** Fires when a mean has fallen to a fraction of its highest earlier window. */
export const fallRuleSchema = z.strictObject({ ...common, peakAtLeast: z.number().min(0), fraction: share });
export type FallRule = z.infer<typeof fallRuleSchema>;

/** As a fall, while the first zoom of the same rollouts keeps at least this fraction of its own mean. */
export const secondZoomRuleSchema = fallRuleSchema.extend({ firstKeeps: share });
export type SecondZoomRule = z.infer<typeof secondZoomRuleSchema>;

/** Fires when a mean has grown to a multiple of its lowest earlier window, and by some amount. */
export const growthRuleSchema = z.strictObject({ ...common, factor: z.number().min(1), by: z.number().min(0) });
export type GrowthRule = z.infer<typeof growthRuleSchema>;

/** Fires when reward and format rise against some steps before, and right answers and wanted view hardly do. */
export const formatOnlyRuleSchema = z.strictObject({
  ...common,
  /** Steps back to the window that is compared with. */
  lag: z.number().int().min(1).max(1000),
  rewardRise: z.number().min(0),
  formatRise: share,
  /** Most that right answers and wanted view together may rise, as a part of the rise of the format. */
  othersAtMost: share,
});
export type FormatOnlyRule = z.infer<typeof formatOnlyRuleSchema>;

/** Fires when one part other than right answers explains the reward's spread inside groups. */
export const onePartRuleSchema = z.strictObject({
  ...common,
  /** Squared correlation with the reward, inside groups. */
  atLeast: share,
  accuracyAtMost: share,
  /** Silent where so many answers are right: then there is nothing left for them to explain. */
  rightBelow: share,
});
export type OnePartRule = z.infer<typeof onePartRuleSchema>;

const shape = {
  "zoom-collapse": fallRuleSchema,
  "one-part-carries": onePartRuleSchema,
  "page-boxes": levelRuleSchema,
  "repeated-boxes": levelRuleSchema,
  "giant-boxes": levelRuleSchema,
  "format-only": formatOnlyRuleSchema,
  "length-drift": growthRuleSchema,
  "refused-loop": levelRuleSchema,
  "second-zoom-decays": secondZoomRuleSchema,
  "cut-share": levelRuleSchema,
} as const;

export const alarmRulesSchema = z.strictObject(shape);
export type AlarmRules = Readonly<z.infer<typeof alarmRulesSchema>>;

const usual = { on: true, window: 3, minRollouts: 64, sigmas: 4, lasting: 2 };
const level = { ...usual, atLeast: 0.3, rise: 0.15, grace: 20 };

export const defaultAlarmRules: AlarmRules = {
  "zoom-collapse": { ...usual, peakAtLeast: 0.05, fraction: 0.5 },
  "one-part-carries": {
    ...usual,
    window: 2,
    minRollouts: 160,
    atLeast: 0.75,
    accuracyAtMost: 0.05,
    rightBelow: 0.9,
  },
  "page-boxes": level,
  "repeated-boxes": level,
  "giant-boxes": level,
  "format-only": {
    ...usual,
    window: 4,
    minRollouts: 160,
    lag: 15,
    rewardRise: 0.05,
    formatRise: 0.2,
    othersAtMost: 0.3,
  },
  "length-drift": { ...usual, sigmas: 3, factor: 2, by: 20 },
  "refused-loop": { ...level, atLeast: 0.15, rise: 0.1 },
  "second-zoom-decays": { ...usual, sigmas: 5, minRollouts: 56, peakAtLeast: 0.2, fraction: 0.6, firstKeeps: 0.8 },
  "cut-share": { ...level, atLeast: 0.25 },
};
