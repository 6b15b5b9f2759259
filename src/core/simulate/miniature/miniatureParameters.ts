import { estimatorIds } from "../../reward/estimatorId.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import { above, below, between, share, whole, type ParameterRange } from "./parameterRange.js";

/**
 * Where a default comes from: `paper`, and the table or section; `fitted` to a table of the paper; `tuned` by hand to one;
 * `verl` or `torch`, whose default it is; `guess`, which is what experiments vary; `choice` of this product.
 */
export interface ParameterSource {
  readonly kind: "paper" | "fitted" | "tuned" | "verl" | "torch" | "guess" | "choice";
  readonly where: string | null;
}

/** One assumption. Its default is `defaultMiniatureOptions`'. */
export interface MiniatureParameter {
  readonly group: "run" | "training" | "policy" | "nature";
  readonly range: ParameterRange;
  readonly unit:
    "count" | "share" | "log-odds" | "sides" | "log-size" | "steps" | "word" | "factor" | "weight" | "number";
  readonly source: ParameterSource;
  /** For tables of parameters: what it stands for. */
  readonly note: string;
}

const source = (kind: ParameterSource["kind"], where: string | null = null): ParameterSource => ({ kind, where });
const table10 = source("paper", "Table 10");
const guess = source("guess");
const choice = source("choice");
const torch = source("torch", "AdamW");
const tuned = source("tuned", "5.1 and Table 6");
const weights = between(0, 1e6);
const logOdds = between(-20, 20);
const endings: ParameterRange = { kind: "list", count: 3, each: share, sum: 1 };
const shifts: ParameterRange = { kind: "list", count: 4, each: between(-2, 2), sum: null };

/** Every assumption of the miniature by name, in the order of the options' schema. */
export const miniatureParameters: Readonly<Record<keyof MiniatureOptions, MiniatureParameter>> = {
  seed: {
    group: "run",
    unit: "number",
    range: whole(0, 2 ** 31 - 1),
    source: choice,
    note: "names every random stream",
  },
  steps: { group: "run", unit: "steps", range: whole(1, 100_000), source: table10, note: "steps of training" },
  prompts: { group: "run", unit: "count", range: whole(1, 1024), source: table10, note: "questions a step" },
  responses: { group: "run", unit: "count", range: whole(1, 256), source: table10, note: "rollouts a question" },
  pages: {
    group: "run",
    unit: "count",
    range: whole(1, 2000),
    source: choice,
    note: "drawn pages that are trained on",
  },
  mix: {
    group: "run",
    unit: "weight",
    range: { kind: "mix", each: weights },
    source: choice,
    note: "weights of the task kinds",
  },
  validationQuestions: {
    group: "run",
    unit: "count",
    range: whole(0, 4096),
    source: choice,
    note: "questions of a validation",
  },
  validationEvery: {
    group: "run",
    unit: "steps",
    range: whole(0, 100_000),
    source: choice,
    note: "steps between validations; 0: only before the first step",
  },
  estimator: {
    group: "training",
    unit: "word",
    range: { kind: "words", words: estimatorIds },
    source: source("paper", "4.1"),
    note: "how rewards become advantages",
  },
  learningRate: { group: "training", unit: "number", range: above(0, 10), source: tuned, note: "a free time scale" },
  beta1: { group: "training", unit: "number", range: below(0, 1), source: torch, note: "decay of the first moment" },
  beta2: { group: "training", unit: "number", range: below(0, 1), source: torch, note: "decay of the second moment" },
  weightDecay: {
    group: "training",
    unit: "number",
    range: between(0, 1),
    source: source("verl", "optim.weight_decay"),
    note: "pull towards the untrained policy",
  },
  gradientClip: {
    group: "training",
    unit: "number",
    range: between(0, 1e6),
    source: source("verl", "actor.grad_clip"),
    note: "largest norm of a gradient; 0: unclipped",
  },
  secondMoment: {
    group: "training",
    unit: "word",
    range: { kind: "words", words: ["own", "shared"] },
    source: choice,
    note: "shared: one second moment for all numbers, a crude stand-in for shared weights",
  },
  klCoefficient: {
    group: "training",
    unit: "factor",
    range: between(0, 100),
    source: table10,
    note: "weight of the divergence from the untrained policy",
  },
  clip: {
    group: "training",
    unit: "number",
    range: above(0, 10),
    source: source("verl", "actor.clip_ratio"),
    note: "clip of the probability ratio; never acts with one update a step",
  },
  epochs: {
    group: "training",
    unit: "count",
    range: whole(1, 64),
    source: source("verl", "actor.ppo_epochs"),
    note: "passes over the rollouts of a step",
  },
  miniBatch: {
    group: "training",
    unit: "count",
    range: whole(1, 1024),
    source: table10,
    note: "questions of one update",
  },
  firstCall: {
    group: "policy",
    unit: "share",
    range: share,
    source: guess,
    note: "untrained: probability of a first zoom",
  },
  moreCalls: {
    group: "policy",
    unit: "share",
    range: share,
    source: guess,
    note: "untrained: probability of each further zoom",
  },
  outcomePlain: {
    group: "policy",
    unit: "share",
    range: endings,
    source: guess,
    note: "untrained: clean, sloppy and lost endings without a zoom",
  },
  outcomeCall: {
    group: "policy",
    unit: "share",
    range: endings,
    source: guess,
    note: "the same after one zoom: how clumsy calls are",
  },
  evidence: {
    group: "policy",
    unit: "factor",
    range: logOdds,
    source: tuned,
    note: "untrained: weight of the page's evidence in the choice of a region",
  },
  characterPull: {
    group: "policy",
    unit: "log-odds",
    range: logOdds,
    source: tuned,
    note: "untrained: pull of a marked figure, beside its panel",
  },
  pagePull: {
    group: "policy",
    unit: "log-odds",
    range: logOdds,
    source: guess,
    note: "untrained: pull of the whole page",
  },
  againPull: {
    group: "policy",
    unit: "log-odds",
    range: logOdds,
    source: guess,
    note: "untrained: pull of a region that was cropped before",
  },
  shift: {
    group: "policy",
    unit: "sides",
    range: shifts,
    source: tuned,
    note: "untrained: shift of a box's centre, and of the logarithm of its size",
  },
  sigmaPosition: {
    group: "policy",
    unit: "sides",
    range: above(0, 2),
    source: tuned,
    note: "untrained: spread of a box's centre",
  },
  sigmaSize: {
    group: "policy",
    unit: "log-size",
    range: above(0, 2),
    source: tuned,
    note: "untrained: spread of the logarithm of a box's size",
  },
  coupling: {
    group: "policy",
    unit: "factor",
    range: between(0, 20),
    source: guess,
    note: "log-odds of calling that one log-odds of a tidier ending costs",
  },
  slope: {
    group: "nature",
    unit: "factor",
    range: between(0, 20),
    source: source("fitted", "Table 4"),
    note: "what zooming is worth, as a multiple of the paper's",
  },
  accuracyShift: {
    group: "nature",
    unit: "log-odds",
    range: between(-10, 10),
    source: source("fitted", "Table 3"),
    note: "added to every answer",
  },
  clutter: {
    group: "nature",
    unit: "log-odds",
    range: between(0, 10),
    source: guess,
    note: "lost by every crop that shows nothing of the targets",
  },
  contextNoise: {
    group: "nature",
    unit: "log-odds",
    range: between(0, 10),
    source: guess,
    note: "noise of the evidence by every crop in context",
  },
  localisation: {
    group: "nature",
    unit: "sides",
    range: between(0, 1),
    source: tuned,
    note: "error of the edges that a region is seen at",
  },
  localisationGrowth: {
    group: "nature",
    unit: "factor",
    range: between(0, 10),
    source: guess,
    note: "growth of that error by every crop in context",
  },
};
