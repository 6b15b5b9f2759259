/** Adjusted p values after Benjamini and Hochberg, in the order given: for exploring a family, not for claims about it. */
export function benjaminiHochberg(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const adjusted = new Array<number>(values.length).fill(1);
  let least = 1;
  order.forEach((at, fromLast) => {
    least = Math.min(least, ((values[at] ?? 0) * values.length) / (values.length - fromLast));
    adjusted[at] = least;
  });
  return adjusted;
}
