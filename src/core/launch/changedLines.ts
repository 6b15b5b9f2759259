/** From 0: the lines of `text` that `before` does not have, each of its lines taken once. null: there was nothing before. */
export function changedLines(text: string, before: string | null): readonly number[] {
  if (before === null) return [];
  const left = new Map<string, number>();
  for (const line of before.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  const changed: number[] = [];
  text.split("\n").forEach((line, i) => {
    const count = left.get(line) ?? 0;
    if (count === 0) changed.push(i);
    else left.set(line, count - 1);
  });
  return changed;
}
