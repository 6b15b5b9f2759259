const pauseMilliseconds = 50;

/**
 * Makes a claim again and again until it holds; fails with what it said last. What cannot be asked yet (an item that is
 * not there) is a claim that does not hold yet.
 */
export async function untilHolds(claim: () => void | Promise<void>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await claim();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds));
  }
}
