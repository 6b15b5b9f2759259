/** The places between which something is missing, and those between which the rule changed. */
export function lineBreaks(
  x: readonly number[],
  steps: readonly number[],
  values: readonly (number | null)[],
  changes: readonly number[],
): readonly (readonly [number, number])[] {
  const breaks: (readonly [number, number])[] = [];
  let last = -1;
  values.forEach((value, i) => {
    if (value === null) return;
    const hasChanged = changes.some(change => change > (steps[last] ?? Infinity) && change <= (steps[i] ?? 0));
    if (last >= 0 && (last < i - 1 || hasChanged)) breaks.push([x[last] ?? 0, x[i] ?? 0]);
    last = i;
  });
  return breaks;
}
