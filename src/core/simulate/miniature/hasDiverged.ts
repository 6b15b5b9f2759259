import type { MiniatureState, MiniatureStep } from "./miniature.js";

const isFinite = (value: number | null): boolean => value === null || Number.isFinite(value);

/**
 * True when a step has left numbers that are none: its figures, or the policy after it. Values inside their ranges can do
 * that, e.g. a high learning rate; such a step is neither written nor compared.
 */
export function hasDiverged({ figures }: Pick<MiniatureStep, "figures">, state: MiniatureState): boolean {
  const { theta, firstMoment, secondMoment } = state;
  return ![Object.values(figures), theta, firstMoment, secondMoment].every(values => values.every(isFinite));
}
