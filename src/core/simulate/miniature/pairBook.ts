import type { ComparedFigure } from "./comparedFigure.js";
import type { ComparisonAlign, ComparisonPair, ComparisonWindow } from "./miniatureComparison.js";

/** A difference with its interval. */
export interface Shown {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: ComparisonPair["verdict"];
}

export interface PairQuery {
  readonly figure: ComparedFigure;
  readonly window: ComparisonWindow;
  readonly align: ComparisonAlign;
}

/**
 * The difference of any two arms, either way round; null where the run is too short for the window, or too few seeds have
 * a value for an interval.
 */
export type PairBook = (first: number, second: number, query: PairQuery) => Shown | null;

const turnedVerdict = { above: "below", straddles: "straddles", below: "above" } as const;

/** The second minus the first. */
export const turned = ({ mean, low, high, verdict }: Shown): Shown => ({
  mean: -mean,
  low: -high,
  high: -low,
  verdict: turnedVerdict[verdict],
});

function shownOf({ difference: { mean, low, high }, verdict }: ComparisonPair): Shown | null {
  return mean === null || low === null || high === null ? null : { mean, low, high, verdict };
}

const keyOf = (first: number, second: number, { figure, window, align }: PairQuery) =>
  [first, second, figure, window, align].join(" ");

export function pairBook(pairs: readonly ComparisonPair[]): PairBook {
  const known = new Map(pairs.map(pair => [keyOf(pair.first, pair.second, pair), shownOf(pair)]));
  return (first, second, query) => {
    const found = known.get(keyOf(first, second, query));
    if (found !== undefined) return found;
    const other = known.get(keyOf(second, first, query)) ?? null;
    return other === null ? null : turned(other);
  };
}
