import type { RunPlan } from "./runPlan.js";

/** Optimiser steps of all stages of a plan together; null where one does not know its own. */
export function plannedSteps({ stages }: Pick<RunPlan, "stages">): number | null {
  let sum = 0;
  for (const { steps } of stages) {
    if (steps === null) return null;
    sum += steps;
  }
  return sum;
}
