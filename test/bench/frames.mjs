// What moving a view costs: frame by frame in headless Chromium.

/** @typedef {{ name: string, target: string, measured: string, ok: boolean }} Figure */

const rounds = 3;
const framesPerRound = 120;

/** @param {readonly number[]} values */
const median = values => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** A target is missed when the rounds miss it in the middle and the best of them misses it too. @param {readonly number[]} values @param {number} target */
const holds = (values, target) => median(values) <= target || Math.min(...values) <= target;

/**
 * One round: frame intervals and main-thread work a frame, in milliseconds.
 *
 * @param {import("playwright-core").Page} page
 * @param {(frames: number) => Promise<number[]>} move
 */
async function round(page, move) {
  const client = await page.context().newCDPSession(page);
  // In CPU time of the main thread: what other processes take of the machine is not the view's work.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const taskSeconds = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const before = await taskSeconds();
  const intervals = await page.evaluate(move, framesPerRound);
  const work = ((await taskSeconds()) - before) * 1000;
  await client.detach();
  return { interval: median(intervals), work: work / framesPerRound };
}

export const frames = {
  median,

  /**
   * The figures of a view that moves at 60 Hz.
   *
   * @param {import("playwright-core").Page} page
   * @param {string} name what moves
   * @param {(frames: number) => Promise<number[]>} move runs in the page: moves so many frames, and gives the
   *   milliseconds between them
   * @returns {Promise<Figure[]>}
   */
  async figures(page, name, move) {
    /** @type {{ interval: number, work: number }[]} */
    const results = [];
    await page.evaluate(move, 30); // warm up
    for (let n = 0; n < rounds; n++) results.push(await round(page, move));
    const intervals = results.map(({ interval }) => interval);
    const works = results.map(({ work }) => work);
    return [
      {
        name: `${name}: median frame interval`,
        target: "≤ 18 ms",
        measured: `${median(intervals).toFixed(1)} ms`,
        ok: holds(intervals, 18),
      },
      {
        name: `${name}: main-thread work a frame`,
        target: "≤ 8 ms",
        measured: `${median(works).toFixed(1)} ms`,
        ok: holds(works, 8),
      },
    ];
  },
};
