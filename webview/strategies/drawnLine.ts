/** What a chart needs to know of a line to draw it. */
export interface DrawnLine {
  /** Places of the axis, ascending. */
  readonly x: readonly number[];
  /** Null where the line has a gap. */
  readonly values: readonly (number | null)[];
  /** Pairs of places that no line may join. */
  readonly breaks: readonly (readonly [from: number, to: number])[];
  /** Where the true value may lie, place by place; null where nobody can say. Drawn as an area under the lines. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] };
}
