import { comparedFigures, type ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";

/** What is drawn until a person chooses others. */
const suggested: readonly ComparedFigure[] = ["found", "iouFirst", "accuracy", "calls", "format"];

/**
 * The figures that are drawn, in their order. `found` always is: it cannot be flattered by calling rarely, whereas IoU is
 * over the calls that were made and looks healthy while they vanish.
 */
export function shownFigures(chosen: readonly ComparedFigure[] | null): readonly ComparedFigure[] {
  const wanted = new Set<ComparedFigure>(["found", ...(chosen ?? suggested)]);
  return comparedFigures.filter(figure => wanted.has(figure));
}
