/**
 * Prints what is being done while it is done, and how long it took. One line when the output is no terminal.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function progress(what, work) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`;
  const isTerminal = process.stdout.isTTY;
  if (!isTerminal) console.log(`${what} …`);
  const ticking = isTerminal
    ? setInterval(() => process.stdout.write(`\r\x1b[K${what} … ${seconds()}`), 250)
    : undefined;
  try {
    const result = await work();
    if (isTerminal) process.stdout.write(`\r\x1b[K${what}: ${seconds()}\n`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write(`\r\x1b[K${what}: failed after ${seconds()}\n`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}
