import { changedAssumptions } from "./changedAssumptions.js";
import { examinedAs, examinedSteps } from "./examinedAs.js";
import type { ComparisonStatement } from "./miniatureComparison.js";
import type { MiniatureOptions } from "./miniatureOptions.js";
import type { JudgedArm } from "./orderingStatements.js";
import { statement } from "./statementCode.js";

/** Fewer seeds than this tell little; a statement takes twenty (facts: miniature 7). */
export const screenSeeds = 5;
const statementSeeds = 20;

function ofSeeds(seeds: number): readonly ComparisonStatement[] {
  if (seeds === 1) return [statement("one-seed")];
  if (seeds < screenSeeds) return [statement("few-seeds", seeds)];
  return seeds < statementSeeds ? [statement("screen-seeds", seeds)] : [];
}

function ofAssumptions(options: MiniatureOptions): readonly ComparisonStatement[] {
  const isExamined = examinedAs({ ...options, steps: examinedSteps }).kind !== "outside";
  const changed = changedAssumptions(options).map(({ name, value }) => `${name} = ${value}`);
  return [
    ...(options.steps === examinedSteps ? [] : [statement("steps-not-examined", options.steps, examinedSteps)]),
    ...(isExamined ? [] : [statement("assumptions-not-examined", changed.join(", "))]),
  ];
}

/** What to be careful about: few seeds, another length, assumptions and strategies that were not examined. */
export function cautionStatements(
  arms: readonly JudgedArm[],
  seeds: number,
  options: MiniatureOptions,
): readonly ComparisonStatement[] {
  const unknown = arms.flatMap(({ arm, role }) => (role === null ? [arm.strategy] : []));
  return [
    ...ofSeeds(seeds),
    ...ofAssumptions(options),
    ...(unknown.length === 0 ? [] : [statement("strategies-not-examined", ...unknown)]),
  ];
}
