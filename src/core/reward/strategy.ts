import * as z from "zod";
import { partialRewardOptionsSchema, type RewardOptions } from "./rewardOptions.js";

/**
 * What is paid for. `format` … `toolAccuracy` are the paper's; `anyCrop`: 1 when a crop came back; `coin`: the random
 * control; `curiosity`, `callCost` and `toolFailure`: Pixel-Reasoner's, of which the first needs the batch's rate.
 */
export const rewardPartNames = [
  "format",
  "accuracy",
  "toolCount",
  "toolAccuracy",
  "anyCrop",
  "coin",
  "curiosity",
  "callCost",
  "toolFailure",
] as const;
export type RewardPartName = (typeof rewardPartNames)[number];

const finite = z.number().refine(Number.isFinite);

const gatesSchema = z.array(z.strictObject({ part: z.enum(rewardPartNames), above: finite })).default([]);

/** One summand: weight × part, paid only when every gate is open. Eq. 2's factor 1 + [A > 0] is a term without and one with a gate. */
export interface RewardTerm {
  readonly part: RewardPartName;
  readonly weight: number;
  /** Paid only when these parts are above these values. */
  readonly when: readonly { readonly part: RewardPartName; readonly above: number }[];
}

/** A summand as a strategy writes it. `warmStart` stands for the parts that the option of that name pays for. */
export const strategyTermSchema = z.strictObject({
  part: z.enum([...rewardPartNames, "warmStart"]),
  weight: finite.default(1),
  when: gatesSchema,
});
export type StrategyTerm = z.infer<typeof strategyTermSchema>;

/** Steps [from, to) of a schedule; null is open. A trainer's reward function knows no step: a launch makes each a start of its own. */
export const segmentSchema = z.strictObject({
  from: z.number().int().nullable().default(null),
  to: z.number().int().nullable().default(null),
  terms: z.array(strategyTermSchema).min(1),
  options: partialRewardOptionsSchema.default({}),
});

export type Segment = z.infer<typeof segmentSchema>;

/** A reward rule with its schedule, as data: in settings (`loupe.strategies`) or in a run's loupe.json. */
export const strategySchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  name: z.string().min(1).max(80).optional(),
  note: z.string().max(400).optional(),
  options: partialRewardOptionsSchema.default({}),
  segments: z.array(segmentSchema).min(1),
  /** For the coin of the random control. */
  seed: z.number().int().default(0),
});
/** Own code behind a strategy: which, and how often it ran, so that what was computed of an earlier run is not taken again. */
export interface OwnCode {
  readonly file: string;
  readonly function: string;
  readonly revision: number;
}

/** `own` is never data: strategies of settings and loupe.json have segments, those of own code have none and pay what it paid. */
export type Strategy = z.infer<typeof strategySchema> & { readonly own?: OwnCode };

/** One segment of a strategy with every option filled in: what a rollout is scored with. */
export interface RewardRule {
  readonly strategy: string;
  readonly terms: readonly RewardTerm[];
  readonly options: RewardOptions;
  readonly seed: number;
}
