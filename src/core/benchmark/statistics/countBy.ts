/** How many things have each of the given values; a value that nothing has counts 0, one that is not given is left out. */
export function countBy<Thing, Value extends string>(
  things: readonly Thing[],
  values: readonly Value[],
  valueOf: (thing: Thing) => Value | null,
): Readonly<Record<Value, number>> {
  const counts = new Map<Value, number>(values.map(value => [value, 0]));
  for (const thing of things) {
    const value = valueOf(thing);
    if (value !== null && counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return recordOf(values, value => counts.get(value) ?? 0);
}

/** A record with a number for each of the values. */
function recordOf<Value extends string>(
  values: readonly Value[],
  numberOf: (value: Value) => number,
): Readonly<Record<Value, number>>;
function recordOf(values: readonly string[], numberOf: (value: string) => number): Readonly<Record<string, number>> {
  return Object.fromEntries(values.map(value => [value, numberOf(value)]));
}
