// Pictures of the compare view beside which the mocks can be laid: node test/webview/compareShots.mjs [name]
// → shots/compare-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1080, height: 790 };

/** @param {string} name @returns {(page: Page) => Promise<void>} */
const tab = name => async page => page.getByRole("tab", { name }).click();
/** @param {Page} page */
const pick = async page => page.locator('[data-at="1:0"]').click();

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}`, act: pick })),
  { name: "statistics", query: "theme=dark", act: tab("Zoom statistics") },
  { name: "heat", query: "theme=dark", act: tab("Heat maps") },
  { name: "heat-light", query: "theme=light", act: tab("Heat maps") },
  { name: "unpaired", query: "theme=light&unpaired" },
  { name: "blank", query: "theme=dark&blank" },
  { name: "nothing", query: "nothing" },
  { name: "narrow", query: "theme=dark", size: { width: 640, height: 1000 }, act: pick },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ compare: "test/webview/comparePage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(shot => only === undefined || shot.name === only)) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5000);
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}compare?${query}`);
  await page.waitForTimeout(900);
  await act?.(page).catch(error => console.log(`${name}: ${error}`));
  await page.waitForTimeout(500);
  await page.screenshot({ path: `shots/compare-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
