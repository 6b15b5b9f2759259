/** The known name that is fewest edits away; null when none is known. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const ranked = known.map(one => ({ one, edits: editsBetween(name, one) }));
  return ranked.sort((a, b) => a.edits - b.edits)[0]?.one ?? null;
}

/** Levenshtein's distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const swap = (row[column - 1] ?? 0) + (b[column - 1] === a[index] ? 0 : 1);
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
