import { axisPlace } from "../../src/core/reward/curveAxis.js";
import type { ComparedFigure } from "../../src/core/simulate/miniature/comparedFigure.js";
import type {
  ComparisonAlign,
  ComparisonArm,
  MiniatureComparison,
  SeedMean,
} from "../../src/core/simulate/miniature/miniatureComparison.js";
import type { DrawnLine } from "../strategies/drawnLine.js";
import { lineBreaks } from "../strategies/lineBreaks.js";

/** The curve of an arm over places of the axis. */
export interface ArmLine extends DrawnLine {
  /** Index of the arm. */
  readonly arm: number;
  /** Place by place, as `x`. */
  readonly means: readonly SeedMean[];
}

/** Steps before the last phase lie at 0 and below where that is what the axis counts from. */
const originOf = ({ stepsBeforeLastPhase }: ComparisonArm, align: ComparisonAlign): number =>
  align === "step" ? 1 : stepsBeforeLastPhase + 1;

/** One line for each arm, without values where an arm has none: the place of a line among the others is how it is drawn. */
export function armLines(
  { arms }: Pick<MiniatureComparison, "arms">,
  figure: ComparedFigure,
  align: ComparisonAlign,
): readonly ArmLine[] {
  return arms.map((arm, index): ArmLine => {
    const means = arm.curves.find(curve => curve.figure === figure)?.values ?? [];
    const steps = means.map((_, i) => i + 1);
    const x = steps.map(step => axisPlace(step, originOf(arm, align)));
    const values = means.map(({ mean }) => mean);
    const band = { low: means.map(({ low }) => low), high: means.map(({ high }) => high) };
    return { arm: index, means, x, values, breaks: lineBreaks(x, steps, values, []), band };
  });
}

/** From the first place of any arm to the last. */
export function armRange({ arms, steps }: MiniatureComparison, align: ComparisonAlign): readonly [number, number] {
  const origins = arms.map(arm => originOf(arm, align));
  return [axisPlace(1, Math.max(...origins)), axisPlace(steps, Math.min(...origins))];
}
