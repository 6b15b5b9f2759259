/** Numbers for what the rows of one table name, so that rows are compared by numbers. */
export interface TableNames {
  readonly items: Map<string, { readonly sha: string; readonly number: number }[]>;
  readonly issues: Map<string, number>;
  readonly pages: Map<string, number>;
  /** Items so far: the next one's number. */
  count: number;
}

export const tableNames = (): TableNames => ({ items: new Map(), issues: new Map(), pages: new Map(), count: 0 });

/** The number of an item; of another text of the same question it is another. */
export function itemNumber(names: TableNames, item: string, sha: string): number {
  const known = names.items.get(item);
  const found = known?.find(one => one.sha === sha);
  if (found !== undefined) return found.number;
  const made = { sha, number: names.count++ };
  if (known === undefined) names.items.set(item, [made]);
  else known.push(made);
  return made.number;
}

export function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}
