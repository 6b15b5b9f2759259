/** Benjamini and Hochberg's adjusted p values, in the order given: for exploring, where some false finds are borne. */
export function benjaminiHochberg(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const adjusted = new Array<number>(values.length).fill(1);
  let least = 1;
  order.forEach((at, rank) => {
    least = Math.min(least, (values.length * (values[at] ?? 0)) / (values.length - rank));
    adjusted[at] = least;
  });
  return adjusted;
}
