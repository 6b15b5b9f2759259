const numberIn = (name: string): number => Number(/(\d+)(?!.*\d)/.exec(name)?.[1] ?? NaN);

/** Names of one folder, the newest step first as far as names tell: by their last number, names without one behind. */
export function newestFirst(names: readonly string[]): readonly string[] {
  const keyed = names.map(name => ({ name, number: numberIn(name) }));
  const rank = (number: number) => (Number.isNaN(number) ? -1 : number);
  return keyed.sort((a, b) => rank(b.number) - rank(a.number) || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}
