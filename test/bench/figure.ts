/** One line of the report. */
export interface Figure {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly ok: boolean;
  /** A count, the same on every machine; else a ratio, which load can move. */
  readonly isCounter?: true;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

const shown = (value: number): string => value.toPrecision(3).replace(/\.?0+$/, "");

/**
 * A figure that should stay below its target. On a machine that others use it counts as missed only when both the median
 * over the rounds and the best of them miss it.
 */
export function atMost(name: string, target: number, values: readonly number[], best: number, unit = ""): Figure {
  const middle = median(values);
  const measured = `${shown(middle)}${unit} (best ${shown(best)}${unit})`;
  return { name, target: `≤ ${shown(target)}${unit}`, measured, ok: middle <= target || best <= target };
}

/** A count that does not vary from machine to machine: it holds or it does not. */
export function exactly(name: string, target: string, measured: string, ok: boolean): Figure {
  return { name, target, measured, ok, isCounter: true };
}
