import { comparedFigures, type ComparedFigure } from "./comparedFigure.js";
import { hasDiverged } from "./hasDiverged.js";
import type { Miniature } from "./miniature.js";

/** What is kept of a training to compare it: one value a step and figure. NaN: no rollout of the step had one. */
export type MiniatureHistory = Readonly<Record<ComparedFigure, Float64Array<ArrayBuffer>>>;

/** `diverged`: after that step the policy had numbers that are none (`hasDiverged`), so that there is nothing to compare. */
export type TrainedHistory =
  | { readonly kind: "trained"; readonly history: MiniatureHistory }
  | { readonly kind: "diverged"; readonly step: number };

/** Trains a miniature for so many steps and keeps its figures, not its rollouts. */
export function miniatureHistory(miniature: Pick<Miniature, "next" | "state">, steps: number): TrainedHistory {
  const history = emptyHistory(steps);
  for (let at = 0; at < steps; at++) {
    const trained = miniature.next();
    if (hasDiverged(trained, miniature.state())) return { kind: "diverged", step: trained.step };
    for (const figure of comparedFigures) history[figure][at] = trained.figures[figure] ?? Number.NaN;
  }
  return { kind: "trained", history };
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
