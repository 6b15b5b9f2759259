import { ruleAt } from "../../reward/ruleAt.js";
import type { Strategy } from "../../reward/strategy.js";

/**
 * Why a strategy cannot train a miniature. `own-code`: it is somebody's program, which may ask a judge; [] . `uncovered`:
 * no segment of its schedule holds a step; [the first such step].
 */
export type StrategyProblem =
  | { readonly code: "own-code"; readonly values: readonly [file: string] }
  | { readonly code: "uncovered"; readonly values: readonly [step: number] };

/** Null when the miniature can be trained by the strategy at every step, beyond those asked for too. */
export function strategyProblem(strategy: Strategy): StrategyProblem | null {
  if (strategy.own !== undefined) return { code: "own-code", values: [strategy.own.file] };
  // A gap in a schedule begins at the first step or where a segment ends.
  const starts = [1, ...strategy.segments.flatMap(({ to }) => (to !== null && to > 1 ? [to] : []))];
  const gaps = starts.filter(step => ruleAt(strategy, step) === null);
  return gaps.length === 0 ? null : { code: "uncovered", values: [Math.min(...gaps)] };
}
