/**
 * `indexOf` for a pattern that is looked for again and again at rising positions: a hit farther on, and the knowledge
 * that there is none, are remembered, so that all calls together read the text once. Gives Infinity where there is none.
 */
export function forwardSearch(text: string, pattern: string): (from: number) => number {
  let searchedFrom = 0;
  let hit = -1;
  return from => {
    if (from < searchedFrom || from > hit) {
      const found = text.indexOf(pattern, from);
      hit = found === -1 ? Infinity : found;
      searchedFrom = from;
    }
    return hit;
  };
}
