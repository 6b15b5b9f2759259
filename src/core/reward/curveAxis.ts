export type CurveAlign = "step" | "last-phase";

/**
 * The step that stands at 1 on the axis. By `step` that is step 1; by `last-phase` it is the first step of the last phase
 * of the rule, as the paper's Figure 7 draws a two-phase run from the end of its warm start, and step 1 again for a run
 * whose rule never changed. `breaks`: steps from which on another rule holds, ascending.
 */
export function axisOrigin(breaks: readonly number[], align: CurveAlign): number {
  return align === "step" ? 1 : (breaks.at(-1) ?? 1);
}

/** The place of a step on the axis; steps before the last phase are at 0 and below. */
export const axisPlace = (step: number, origin: number): number => step - origin + 1;
