import type { Page } from "playwright-core";

/**
 * Gives the milliseconds that the page's own thread was at work since now: scripts, styles, layout and painting. It is
 * the thread's time and not the clock's, which on a machine that tests tells of everything else that runs there.
 */
export async function busyTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const seconds = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const found = metrics.find(({ name }) => name === "TaskDuration");
    if (found === undefined) throw new Error("the browser does not tell how long it was at work");
    return found.value;
  };
  const before = await seconds();
  return async () => 1000 * ((await seconds()) - before);
}
