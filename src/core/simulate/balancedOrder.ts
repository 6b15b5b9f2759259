const workers = 8;

/**
 * The order after `trainer.balance_batch`: rows are dealt to the workers so that each gets about as many tokens, which
 * tears groups apart. Here by response length, longest first, always to the worker with least.
 */
export function balancedOrder<Row extends { readonly output: string }>(rows: readonly Row[]): readonly Row[] {
  const order = rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => b.row.output.length - a.row.output.length || a.index - b.index);
  const loads = Array.from({ length: workers }, () => ({ total: 0, items: [] as typeof order }));
  const room = Math.ceil(rows.length / workers);
  for (const item of order) {
    const open = loads.filter(({ items }) => items.length < room);
    const least = open.reduce((best, load) => (load.total < best.total ? load : best));
    least.total += item.row.output.length;
    least.items.push(item);
  }
  return loads.flatMap(({ items }) => [...items].sort((a, b) => a.index - b.index).map(({ row }) => row));
}
