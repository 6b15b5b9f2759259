import * as z from "zod";
import { estimatorIds } from "../../reward/estimatorId.js";
import type { BoxedTaskKind } from "../taskKind.js";

const count = (least: number, most: number) => z.number().int().min(least).max(most);
const share = z.number().gt(0).lt(1);
const outcome = z.tuple([share, share, share]).refine(parts => Math.abs(parts[0] + parts[1] + parts[2] - 1) < 1e-9);
const sides = z.number().min(-2).max(2);
const weight = z.number().min(0).max(1e6);

const mixSchema = z
  .strictObject({
    panel_understanding: weight,
    action_recognition: weight,
    depth_comparison: weight,
    character_identification: weight,
    character_counting: weight,
  } satisfies Record<BoxedTaskKind, unknown>)
  .refine(mix => Object.values(mix).some(part => part > 0));

/**
 * Every assumption of the miniature, flat and by name. What each stands for, its unit, its default and where that comes
 * from is in `miniatureParameters.ts`; the model in `docs/miniature.md`.
 */
export const miniatureOptionsSchema = z.strictObject({
  seed: count(0, 2 ** 31 - 1),
  steps: count(1, 100_000),
  /** Questions a step, and rollouts a question. */
  prompts: count(1, 1024),
  responses: count(1, 256),
  /** Pages that training questions are drawn from. */
  pages: count(1, 2000),
  mix: mixSchema,
  /** Questions of a validation, and steps between two of them; 0: none. Step 0 is always validated. */
  validationQuestions: count(0, 4096),
  validationEvery: count(0, 100_000),

  estimator: z.enum(estimatorIds),
  learningRate: z.number().gt(0).max(10),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1),
  weightDecay: z.number().min(0).max(1),
  /** Largest norm of a gradient; 0: unclipped. */
  gradientClip: z.number().min(0).max(1e6),
  /** `shared`: one second moment for all numbers, a crude stand-in for shared weights. */
  secondMoment: z.enum(["own", "shared"]),
  klCoefficient: z.number().min(0).max(100),
  /** PPO's clip of the probability ratio. */
  clip: z.number().gt(0).max(10),
  /** Passes over a step's rollouts. */
  epochs: count(1, 64),
  /** Questions of one update. */
  miniBatch: count(1, 1024),

  firstCall: share,
  moreCalls: share,
  /** Probabilities of a clean, a sloppy and a lost ending, without a zoom call and after one. */
  outcomePlain: outcome,
  outcomeCall: outcome,
  evidence: z.number().min(-20).max(20),
  characterPull: z.number().min(-20).max(20),
  pagePull: z.number().min(-20).max(20),
  againPull: z.number().min(-20).max(20),
  /** Shift of a box's centre and of its log size, in sides of the region. */
  shift: z.tuple([sides, sides, sides, sides]),
  sigmaPosition: z.number().gt(0).max(2),
  sigmaSize: z.number().gt(0).max(2),
  coupling: z.number().min(0).max(20),

  slope: z.number().min(0).max(20),
  accuracyShift: z.number().min(-10).max(10),
  clutter: z.number().min(0).max(10),
  contextNoise: z.number().min(0).max(10),
  localisation: z.number().min(0).max(1),
  localisationGrowth: z.number().min(0).max(10),
});
export type MiniatureOptions = z.infer<typeof miniatureOptionsSchema>;

/** The defaults of `facts: miniature.md` 1, in the order of the schema. */
export const defaultMiniatureOptions: MiniatureOptions = {
  seed: 1,
  steps: 200,
  prompts: 16,
  responses: 8,
  pages: 200,
  mix: {
    panel_understanding: 1,
    action_recognition: 1,
    depth_comparison: 1,
    character_identification: 1,
    character_counting: 0,
  },
  validationQuestions: 64,
  validationEvery: 10,
  estimator: "grpo",
  learningRate: 0.05,
  beta1: 0.9,
  beta2: 0.999,
  weightDecay: 0.01,
  gradientClip: 1,
  secondMoment: "own",
  klCoefficient: 0.04,
  clip: 0.2,
  epochs: 1,
  miniBatch: 16,
  firstCall: 0.3,
  moreCalls: 0.15,
  outcomePlain: [0.8, 0.17, 0.03],
  outcomeCall: [0.55, 0.2, 0.25],
  evidence: 0.5,
  characterPull: 1.5,
  pagePull: 1,
  againPull: 0,
  shift: [0.03, -0.02, -0.12, -0.12],
  sigmaPosition: 0.03,
  sigmaSize: 0.05,
  coupling: 0,
  slope: 1,
  accuracyShift: 0,
  clutter: 0.05,
  contextNoise: 0.3,
  localisation: 0.015,
  localisationGrowth: 0.15,
};
