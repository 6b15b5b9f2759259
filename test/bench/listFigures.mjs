// A list of 100,000 rollouts in the strategies view: how it scrolls, and how many of its rows are sent to the view.
import { frames } from "./frames.mjs";

const stops = 12;

/**
 * Scrolls by three rows a frame, 180 a second. Runs in the page.
 *
 * @param {number} count frames
 * @returns {Promise<number[]>} milliseconds between frames
 */
function scroll(count) {
  const list = document.querySelector(".rollouts .rows");
  if (list === null) throw new Error("there is no list");
  /** @type {number[]} */
  const intervals = [];
  return new Promise(resolve => {
    let last = performance.now();
    let frame = 0;
    /** @param {number} now */
    const tick = now => {
      intervals.push(now - last);
      last = now;
      list.scrollTop += 66;
      if (++frame < count) requestAnimationFrame(tick);
      else resolve(intervals.slice(5));
    };
    requestAnimationFrame(tick);
  });
}

/**
 * Goes to a place and waits until its rows are there. Runs in the page.
 *
 * @param {number} share of the list's length
 * @returns {Promise<number>} rows sent since, of those in sight and as many again
 */
function rest(share) {
  const list = document.querySelector(".rollouts .rows");
  if (list === null) throw new Error("there is no list");
  const { calls } = window.strategies;
  const before = calls.length;
  const sent = () =>
    calls
      .slice(before)
      .filter(({ method }) => method === "pushedRollouts")
      .reduce((sum, { params }) => sum + Number(Object(params).count), 0);
  const { top, bottom } = list.getBoundingClientRect();
  const inSight = () =>
    [...list.querySelectorAll(".row")].filter(row => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  list.scrollTop = Math.round(list.scrollHeight * share);
  return new Promise(resolve => {
    let [quiet, was] = [0, -1];
    const look = () => {
      const now = sent();
      const isThere = now > 0 && inSight().every(row => row.matches(":not(.coming)"));
      quiet = isThere && now === was ? quiet + 1 : 0;
      was = now;
      if (quiet < 20) requestAnimationFrame(look);
      else resolve(now / (2 * inSight().length));
    };
    requestAnimationFrame(look);
  });
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url of the page with the strategies view
 * @returns {Promise<import("./frames.mjs").Figure[]>}
 */
export async function listFigures(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(`${url}?rollouts=100000`);
  // The mean of the second strategy at the third step.
  await page.locator('[data-at="1:11"]').click();
  await page.locator(".rollouts .rows .row:not(.coming)").first().waitFor();
  const moving = await frames.figures(page, "list of 100,000 rollouts, 180 rows a second", scroll);
  /** @type {number[]} */
  const shares = [];
  // What the scrolling before had asked for comes during the first stop.
  await page.evaluate(rest, 0.1);
  for (let n = 0; n < stops; n++) shares.push(await page.evaluate(rest, (n * 0.618 + 0.3) % 1));
  await page.close();
  const most = Math.max(...shares);
  return [
    ...moving,
    {
      name: "rows sent where one stops, of those in sight and a screen",
      target: "≤ 1.00",
      measured: most.toFixed(2),
      ok: most <= 1,
    },
  ];
}
