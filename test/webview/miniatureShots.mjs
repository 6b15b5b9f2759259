// Pictures of the view of a comparison of miniatures: node test/webview/miniatureShots.mjs [name]
// → shots/miniature-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1080, height: 830 };

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}` })),
  { name: "varied", query: "theme=light&state=varied" },
  { name: "narrow", query: "theme=dark", size: { width: 560, height: 1400 } },
  { name: "slim", query: "theme=light", size: { width: 360, height: 1200 } },
  { name: "unreadable", query: "theme=dark&state=unreadable", size: { width: 720, height: 300 } },
  { name: "seed", query: "theme=dark&state=seed" },
  { name: "alone", query: "theme=light&state=alone" },
  {
    name: "aligned",
    query: "theme=light",
    act: async page => {
      await page.getByRole("combobox", { name: "Aligned" }).selectOption("last-phase");
      await page.getByRole("button", { name: "Figures" }).click();
      await page.getByRole("checkbox", { name: "IoU of the 2nd zoom" }).check();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Show as table" }).first().click();
      await page.getByRole("slider").first().focus();
      await page.keyboard.press("PageUp");
      await page.keyboard.press("PageUp");
    },
  },
  {
    name: "end",
    query: "theme=dark&state=varied",
    act: page => page.getByRole("region", { name: "Assumptions" }).scrollIntoViewIfNeeded(),
  },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ miniature: "test/webview/miniaturePage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(shot => only === undefined || shot.name === only)) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5000);
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}miniature?${query}`);
  await page.waitForSelector(".root > *");
  await act?.(page).catch(error => console.log(`${name}: ${error}`));
  await page.waitForTimeout(300);
  await page.screenshot({ path: `shots/miniature-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
