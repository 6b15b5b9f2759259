/**
 * Places of values that no line reaches, since it is interrupted before and behind them: they need a dot to be seen.
 * `breaks` are pairs of steps, ascending.
 */
export function lonelyPoints(
  steps: ArrayLike<number>,
  values: ArrayLike<number | null | undefined>,
  breaks: readonly (readonly [number, number])[],
): number[] {
  const places = Array.from(values, (value, place) => (typeof value === "number" ? place : -1)).filter(at => at >= 0);
  const endsBefore = new Set(breaks.map(([, to]) => to));
  const endsBehind = new Set(breaks.map(([from]) => from));
  const [first, last] = [places[0], places.at(-1)];
  return places.filter(place => {
    const step = steps[place] ?? Number.NaN;
    return (place === first || endsBefore.has(step)) && (place === last || endsBehind.has(step));
  });
}
