/**
 * Places in reading order from 0, by the numbers that annotations give: from 1 or from 0, with gaps or not. Null when they
 * leave the order open: one has no number, or two have the same.
 */
export function panelOrder(given: readonly (number | null)[]): readonly number[] | null {
  const numbers = given.filter(number => number !== null);
  if (numbers.length !== given.length || new Set(numbers).size !== numbers.length) return null;
  const places = new Map([...numbers].sort((a, b) => a - b).map((number, place) => [number, place]));
  return numbers.map(number => places.get(number) ?? 0);
}
