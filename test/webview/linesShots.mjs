// Pictures of the view of a file's rows: node test/webview/linesShots.mjs [name] → shots/lines-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1280, height: 700 };

/** @param {Page} page */
const found = async page => {
  await page.locator(".finder input").fill("stands behind");
  await page.locator("[data-found]").filter({ hasText: "3,000" }).waitFor();
  await page.locator("[data-row='4']").click();
};

/** @param {number} row */
const open = row => async (/** @type {Page} */ page) => {
  await page.locator(`[data-row="${row}"]`).click();
  await page.locator(`[data-detail="${row}"]`).waitFor();
};

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}`, act: found })),
  ...shotThemes.map(theme => ({ name: `odd-${theme}`, query: `theme=${theme}&file=odd`, act: open(5) })),
  { name: "huge", query: "theme=dark&file=odd", act: open(6) },
  { name: "torn", query: "theme=light&file=odd", act: open(8) },
  { name: "narrow", query: "theme=dark", size: { width: 620, height: 800 }, act: open(2) },
  { name: "many", query: "theme=light&many=25000000&reading", act: open(3) },
  { name: "gone", query: "theme=dark&file=gone", size: { width: 900, height: 200 } },
  ...shotThemes.map(theme => ({
    ...{ name: `utf16-${theme}`, query: `theme=${theme}&file=utf16` },
    ...{ size: { width: 900, height: 240 }, act: open(0) },
  })),
  { name: "none", query: "theme=light&file=none", size: { width: 900, height: 200 } },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ lines: "test/webview/linesPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(
  shot => only === undefined || shot.name.startsWith(only),
)) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}lines?${query}`);
  await page.waitForSelector(".root > *");
  await page.waitForLoadState("networkidle");
  if (act !== undefined) await act(page);
  await page.waitForTimeout(200);
  await page.screenshot({ path: `shots/lines-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
