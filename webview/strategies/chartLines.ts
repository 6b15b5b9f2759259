import type { CurveName } from "../../src/core/reward/curveName.js";
import type { RewardCurve, RewardCurves } from "../../src/protocol/reward/curvesApi.js";
import type { ChartKind } from "./chartKinds.js";
import type { DrawnLine } from "./drawnLine.js";
import { lineBreaks } from "./lineBreaks.js";

/** One line of a chart, over places of the axis. Values are null where the line has a gap. */
export interface ChartLine extends DrawnLine {
  /** The curve, or null for a series of the trainer's own. */
  readonly curve: CurveName | null;
  /** The trainer's name of the series; null for curves. */
  readonly metric: string | null;
  readonly set: number;
  readonly steps: readonly number[];
  /** What each value is a mean over; empty where nobody says. */
  readonly n: readonly number[];
}

/** Curves that a change of the rule breaks: what is paid before and after it is not the same thing. */
const paid: ReadonlySet<CurveName> = new Set<CurveName>([
  "reward",
  "format",
  "accuracy",
  "toolCount",
  "toolAccuracy",
  "flatShare",
]);

function lineOf(curve: RewardCurve, changes: readonly number[]): ChartLine {
  const { steps, x, values, n, set } = curve;
  const breaks = lineBreaks(x, steps, values, paid.has(curve.curve) ? changes : []);
  return { curve: curve.curve, metric: null, set, steps, x, values, n, breaks };
}

const hasValue = ({ values }: { readonly values: readonly (number | null)[] }) => values.some(value => value !== null);

/**
 * The lines of a chart: of one curve those of every run, of several curves those of the chosen run (set 0). Where the
 * trainer logs the same figure itself, its series is a line of the chosen run too. Lines without any value are left out.
 */
export function chartLines({ curves: names, logged: meaning }: ChartKind, curves: RewardCurves): readonly ChartLine[] {
  const own = names.flatMap(name =>
    curves.curves.filter(one => one.curve === name && (names.length === 1 || one.set === 0)),
  );
  const [only] = names;
  const logged = curves.metrics.filter(({ means, set }) =>
    meaning === undefined ? names.length === 1 && means === only && set === 0 : means === meaning,
  );
  return [
    ...own.filter(hasValue).map(one => lineOf(one, curves.breaks[one.set] ?? [])),
    ...logged.filter(hasValue).map(({ name, set, steps, x, values }): ChartLine => {
      const breaks = lineBreaks(x, steps, values, []);
      return { curve: null, metric: name, set, steps, x, values, n: [], breaks };
    }),
  ];
}
