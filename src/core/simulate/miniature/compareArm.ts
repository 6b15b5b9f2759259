import type { Strategy } from "../../reward/strategy.js";
import { hasLostCalls } from "./callsAtEnds.js";
import { comparedFigures } from "./comparedFigure.js";
import type { ComparisonArm } from "./miniatureComparison.js";
import type { MiniatureHistory } from "./miniatureHistory.js";
import { seedMean } from "./seedMean.js";
import { medianSteps, stepsToFound } from "./stepsToFound.js";
import { windowMean, windowPlaces } from "./windowMean.js";

/** A strategy with its trainings, one a seed, in the order of the seeds. */
export interface MiniatureArm {
  readonly strategy: Strategy;
  readonly histories: readonly MiniatureHistory[];
}

/** Steps before the last segment of a strategy that a run of so many steps comes to. */
export function stepsBeforeLastPhase({ segments }: Pick<Strategy, "segments">, steps: number): number {
  return Math.max(0, ...segments.map(({ from }) => (from === null || from > steps ? 0 : from - 1)));
}

/** Curves, end values and what became of tool use over the seeds of one strategy. */
export function compareArm({ strategy, histories }: MiniatureArm, steps: number): ComparisonArm {
  const reached = histories.map(({ found }) => stepsToFound(found));
  const last = windowPlaces("end", steps);
  return {
    strategy: strategy.id,
    stepsBeforeLastPhase: stepsBeforeLastPhase(strategy, steps),
    curves: comparedFigures.map(figure => ({
      figure,
      values: Array.from({ length: steps }, (_, at) =>
        seedMean(histories.map(history => history[figure][at] ?? Number.NaN)),
      ),
    })),
    end: comparedFigures.map(figure => ({
      figure,
      value: seedMean(last === null ? [] : histories.map(history => windowMean(history[figure], last))),
    })),
    stepsToFound: medianSteps(reached),
    seedsNeverFound: reached.filter(step => step === null).length,
    seedsWithoutCalls: histories.filter(hasLostCalls).length,
  };
}
