import type { ComparisonAlign, MiniatureComparison } from "../../src/core/simulate/miniature/miniatureComparison.js";

/** Places of the axis at which the last phase of some arm begins, of those that have one before it. */
export function phaseStarts({ arms }: Pick<MiniatureComparison, "arms">, align: ComparisonAlign): readonly number[] {
  const before = [...new Set(arms.map(arm => arm.stepsBeforeLastPhase))].filter(steps => steps > 0);
  if (align === "last-phase") return before.length > 0 ? [1] : [];
  return before.map(steps => steps + 1).sort((a, b) => a - b);
}
