import type { Box } from "../../page/box.js";
import type { RewardComponents } from "../../reward/rewardScore.js";
import type { Strategy } from "../../reward/strategy.js";
import type { PageDescription } from "../pageDescription.js";
import type { SimulatedQuestion } from "../simulatedQuestion.js";
import type { MiniatureOptions } from "./miniatureOptions.js";

/** A candidate for a crop, as the policy sees the page. */
export interface MiniatureRegion {
  readonly kind: "panel" | "character" | "page";
  /** What a person would call it: "panel 3", "character A", "whole page". */
  readonly label: string;
  /** Where it is, in page pixels. */
  readonly box: Box;
}

/** A zoom call of the policy. Boxes in page pixels, integers, inside the page. */
export interface MiniatureCall {
  /** Index into the question's regions. */
  readonly region: number;
  /** Probability with which the region was drawn. */
  readonly chance: number;
  readonly box: Box;
  /** False where the tool refuses: a side below 28 px. */
  readonly isExecuted: boolean;
}

/** How a rollout ends: `sloppy`: the answer is readable, the format is not; `lost`: cut before an answer. */
export type MiniatureEnding = "clean" | "sloppy" | "lost";

export interface MiniatureRollout {
  readonly calls: readonly MiniatureCall[];
  readonly ending: MiniatureEnding;
  /** What it would answer is right; a lost rollout answers nothing and is not correct. */
  readonly isRight: boolean;
  readonly isCorrect: boolean;
  /** The wanted view obtained, 0 to 1: `foundView` of the executed crops. */
  readonly found: number;
  readonly reward: RewardComponents;
  /** Null: it cannot be recomputed, as what Pixel-Reasoner pays for one rollout alone. */
  readonly total: number | null;
  /** By the options' estimator; 0 in a validation, which has none. */
  readonly advantage: number;
}

export interface MiniatureQuestion {
  readonly question: SimulatedQuestion;
  readonly page: PageDescription;
  readonly regions: readonly MiniatureRegion[];
}

export interface MiniatureGroup {
  readonly asked: MiniatureQuestion;
  readonly rollouts: readonly MiniatureRollout[];
}

/** Means of a step over all its rollouts. `iou*`: of calls matched one to one with targets; null without a call. */
export interface MiniatureFigures {
  readonly reward: number;
  readonly format: number;
  readonly accuracy: number;
  readonly found: number;
  readonly iou: number | null;
  readonly iouFirst: number | null;
  readonly iouSecond: number | null;
  readonly calls: number;
  readonly anyCall: number;
  /** Share of rollouts with as many executed crops as the question expects. */
  readonly exactCount: number;
  readonly lost: number;
  /** Shares of calls that crop (nearly) the page, and of calls after the first that repeat an earlier box. */
  readonly pageCrops: number;
  readonly repeats: number;
  readonly flatGroups: number;
  readonly kl: number;
  readonly clipFraction: number;
  readonly gradientNorm: number;
}

export interface MiniatureStep {
  /** From 1. */
  readonly step: number;
  readonly groups: readonly MiniatureGroup[];
  readonly figures: MiniatureFigures;
}

/** What a checkpoint holds: all that a training needs to go on, bit for bit. Every list has one number a parameter. */
export interface MiniatureState {
  /** Steps trained. */
  readonly step: number;
  readonly updates: number;
  /** Deviation from the untrained policy. */
  readonly theta: readonly number[];
  readonly firstMoment: readonly number[];
  readonly secondMoment: readonly number[];
}

/** One training. Everything random comes from streams named by the seed and the step, so that a resumed run is the same run. */
export interface Miniature {
  readonly options: MiniatureOptions;
  readonly strategy: Strategy;
  readonly parameterNames: readonly string[];
  /** Trains one step; asks beyond `options.steps` are answered too. */
  next(): MiniatureStep;
  /** The same questions at every call, one rollout each, of the policy as it stands. */
  validate(): readonly MiniatureGroup[];
  state(): MiniatureState;
}
