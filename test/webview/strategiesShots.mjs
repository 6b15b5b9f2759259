// Pictures of the strategies view beside which the mocks can be laid: node test/webview/strategiesShots.mjs [name]
// → shots/strategies-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1080, height: 790 };

/** @param {Page} page */
const listFlips = async page => {
  await page.locator('td[role="gridcell"]').nth(22).click();
  await page.locator(".rollouts .row .name").first().waitFor();
};

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}`, act: listFlips })),
  { name: "empty", query: "none" },
  { name: "noTargets", query: "theme=light&noTargets" },
  { name: "narrow", query: "theme=dark", size: { width: 640, height: 900 }, act: listFlips },
  {
    name: "pays",
    query: "theme=dark",
    act: async page => {
      await page.getByRole("tab").last().click();
      await page.locator(".foresight").waitFor();
    },
  },
  {
    name: "parts",
    query: "theme=light",
    act: async page => {
      await page.getByRole("button", { name: "Parts" }).click();
      await page.getByRole("button", { name: "Runs" }).click();
      await page.getByRole("checkbox", { name: "charid-single-phase · training" }).check();
      await page.getByRole("checkbox", { name: "charid-conditional · training" }).check();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Show as table" }).first().click();
    },
  },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ strategies: "test/webview/strategiesPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(shot => only === undefined || shot.name === only)) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5000);
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}strategies?${query}`);
  await page.waitForTimeout(500);
  await act?.(page).catch(error => console.log(`${name}: ${error}`));
  await page.waitForTimeout(300);
  await page.screenshot({ path: `shots/strategies-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
