/**
 * Does work on items, so many at a time, and gives the results in the order of the items. No item is begun before there
 * is room for it, and none after the caller stops asking. Throws what the work of the next item in order rejected with.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const started = work(item);
    // It is awaited in its turn; until then its failure has an owner all the same.
    started.catch(() => undefined);
    running.push(started);
    const [first] = running;
    if (running.length < atOnce || first === undefined) continue;
    void running.shift();
    yield await first;
  }
  for (const rest of running) yield await rest;
}
