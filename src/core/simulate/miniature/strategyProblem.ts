import { paysByCallRate } from "../../reward/paysByCallRate.js";
import { ruleAt } from "../../reward/ruleAt.js";
import type { Strategy } from "../../reward/strategy.js";
import type { MiniatureOptions } from "./miniatureOptions.js";

/**
 * Why a strategy cannot train a miniature. `own-code`: it is somebody's program, which may ask a judge; [its file].
 * `uncovered`: no segment of its schedule holds a step; [the first such step]. `no-rate`: it pays by how many of a
 * question's rollouts call, and there is one rollout a question.
 */
export type StrategyProblem =
  | { readonly code: "own-code"; readonly values: readonly [file: string] }
  | { readonly code: "uncovered"; readonly values: readonly [step: number] }
  | { readonly code: "no-rate"; readonly values: readonly [] };

/** Null when the miniature can be trained by the strategy at every step, beyond those asked for too. */
export function strategyProblem(
  strategy: Strategy,
  { responses }: Pick<MiniatureOptions, "responses">,
): StrategyProblem | null {
  if (strategy.own !== undefined) return { code: "own-code", values: [strategy.own.file] };
  // A gap in a schedule begins at the first step or where a segment ends.
  const starts = [1, ...strategy.segments.flatMap(({ to }) => (to !== null && to > 1 ? [to] : []))];
  const gaps = starts.filter(step => ruleAt(strategy, step) === null);
  if (gaps.length > 0) return { code: "uncovered", values: [Math.min(...gaps)] };
  return responses < 2 && strategy.segments.some(paysByCallRate) ? { code: "no-rate", values: [] } : null;
}
