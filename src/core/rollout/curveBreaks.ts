/** How many intervals on either side of one say what is usual there. */
const reach = 4;

/** An interval this many times longer than the usual one has a hole in it. */
const tolerance = 1.5;

/** The upper median. Not for empty lists. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Where a curve must be interrupted, and how many values are missing. A name that is logged at every tenth step has no
 * hole between two of them; one that is logged at every step has one where it is left out. So an interval is compared
 * with those around it. `steps`: where the name is logged, ascending, each once. `isNumber`: one for each.
 */
export function curveBreaks(
  steps: readonly number[],
  isNumber: readonly boolean[],
): { readonly breaks: readonly (readonly [number, number])[]; readonly absent: number } {
  const intervals = steps.slice(1).map((step, i) => step - (steps[i] ?? step));
  const shortest = intervals.reduce((least, interval) => Math.min(least, interval), Infinity);
  const breaks: (readonly [number, number])[] = [];
  let absent = 0;
  let last: number | null = null;
  let isBroken = false;
  steps.forEach((step, i) => {
    const interval = intervals[i - 1] ?? 0;
    if (interval > tolerance * shortest) {
      const usual = median(intervals.slice(Math.max(0, i - 1 - reach), i + reach));
      if (interval > tolerance * usual) {
        absent += Math.round(interval / usual) - 1;
        isBroken = true;
      }
    }
    if (isNumber[i] !== true) isBroken = true;
    else {
      if (last !== null && isBroken) breaks.push([last, step]);
      last = step;
      isBroken = false;
    }
  });
  return { breaks, absent };
}
