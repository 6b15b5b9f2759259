import type { CurveFacts } from "./curveFacts.js";

/** Logged totals of such rules are sums of their parts but for rounding. */
const tolerance = 1e-4;

/** Totals of the warm starts, which pay for no right answer, from format, count and IoU. */
const warmStarts: readonly ((format: number, count: number, iou: number) => number)[] = [
  (_, count) => count,
  (format, count) => format + count,
  (_, count, iou) => count + iou,
  (format, count, iou) => format + count + iou,
];

/**
 * True when the logged totals are what one of the warm starts pays, for every rollout that has numbers, and some has.
 * So a rule that leaves right answers out on purpose can be told from a judge that finds none.
 */
export function ignoresAccuracy(rollouts: readonly CurveFacts[]): boolean {
  const known = rollouts.flatMap(({ facts: { logged }, parts }) => {
    const { format, toolCount, toolAccuracy } = parts;
    if (format === null || toolCount === null || toolAccuracy === null || logged.total.kind !== "number") return [];
    return [{ format, toolCount, toolAccuracy, total: logged.total.value }];
  });
  return (
    known.length > 0 &&
    warmStarts.some(pays =>
      known.every(one => Math.abs(pays(one.format, one.toolCount, one.toolAccuracy) - one.total) <= tolerance),
    )
  );
}
