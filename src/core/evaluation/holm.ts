/** Holm's adjusted p values, in the order given: for claims about the members of one family. */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const adjusted = new Array<number>(values.length).fill(1);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (values.length - rank) * (values[at] ?? 0)));
    adjusted[at] = largest;
  });
  return adjusted;
}
