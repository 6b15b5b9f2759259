import * as z from "zod";

export const formatRules = ["strict", "deepeyes", "answer-only"] as const;
export const countRules = ["exact", "soft", "any", "cap"] as const;
export const matchRules = ["optimal", "in_order", "greedy", "reuse"] as const;
export const warmStartRules = ["count", "any", "format+count", "count+iou", "format+count+iou"] as const;

/** What a question without an expected number of zooms means: the tool term is off, or no zoom is expected (0). */
export const absentRules = ["off", "none"] as const;

export type FormatRule = (typeof formatRules)[number];
export type CountRule = (typeof countRules)[number];
export type MatchRule = (typeof matchRules)[number];
export type WarmStartRule = (typeof warmStartRules)[number];

const finite = z.number().refine(Number.isFinite);

/** Every point that Eq. 1–3 leave open (facts: benchmark 3), by name. */
const shape = {
  /** Which rule says that a response is well-formed. */
  format: z.enum(formatRules),
  /** R_format of a well-formed response and of any other. */
  formatValues: z.tuple([finite, finite]),
  /** R_acc of a right answer and of any other. */
  accuracyValues: z.tuple([finite, finite]),
  /** `exact`: 1 when as many calls were executed as expected; `soft`: max(0, 1 − |n − e| / e); `any`: n > 0; `cap`: min(n, e) / e. */
  count: z.enum(countRules),
  /** How zoom calls are matched to targets. */
  match: z.enum(matchRules),
  /** Whether refused calls count in m of Eq. 3. */
  m: z.enum(["parsed", "executed"]),
  /** Clamp boxes to the page before IoU. */
  clamp: z.boolean(),
  /** Which of the two boxes of a call is scored. */
  box: z.enum(["requested", "executed"]),
  /** Count the answer as wrong when the format is bad. */
  gateAccuracy: z.boolean(),
  /** Largest number of expected zooms; null: as the question says. */
  cap: z.number().int().positive().nullable(),
  /** Questions without an expected number of zooms: tool term off, or counted as 0 expected. */
  expectedAbsent: z.enum(absentRules),
  /** What the warm start pays for. */
  warmStart: z.enum(warmStartRules),
  /** Answers of so many characters and more are wrong and of bad format (DeepEyes); null: no such rule. */
  answerLimit: z.number().int().positive().nullable(),
} as const;

export const rewardOptionsSchema = z.strictObject(shape);
export type RewardOptions = z.infer<typeof rewardOptionsSchema>;

export const partialRewardOptionsSchema = rewardOptionsSchema.partial();
export type PartialRewardOptions = z.infer<typeof partialRewardOptionsSchema>;

/** The recommended reading of the paper (facts: benchmark 3). */
export const defaultRewardOptions: RewardOptions = {
  format: "strict",
  formatValues: [1, 0],
  accuracyValues: [1, 0],
  count: "exact",
  match: "optimal",
  m: "parsed",
  clamp: true,
  box: "requested",
  gateAccuracy: false,
  cap: null,
  expectedAbsent: "off",
  warmStart: "count",
  answerLimit: null,
};
