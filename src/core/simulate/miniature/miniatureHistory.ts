import { comparedFigures, type ComparedFigure } from "./comparedFigure.js";
import type { Miniature } from "./miniature.js";

/** What is kept of a training to compare it: one value a step and figure. NaN: no rollout of the step had one. */
export type MiniatureHistory = Readonly<Record<ComparedFigure, Float64Array<ArrayBuffer>>>;

/** Trains a miniature for so many steps and keeps its figures, not its rollouts. */
export function miniatureHistory(miniature: Pick<Miniature, "next">, steps: number): MiniatureHistory {
  const history = emptyHistory(steps);
  for (let at = 0; at < steps; at++) {
    const { figures } = miniature.next();
    for (const figure of comparedFigures) history[figure][at] = figures[figure] ?? Number.NaN;
  }
  return history;
}

function emptyHistory(steps: number): MiniatureHistory {
  const column = () => new Float64Array(steps).fill(Number.NaN);
  return {
    found: column(),
    iouFirst: column(),
    iouSecond: column(),
    accuracy: column(),
    format: column(),
    calls: column(),
    anyCall: column(),
    exactCount: column(),
    pageCrops: column(),
    repeats: column(),
    flatGroups: column(),
    reward: column(),
  };
}
