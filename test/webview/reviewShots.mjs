// Pictures of the review: node test/webview/reviewShots.mjs [name]
// → shots/review-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1080, height: 790 };

/** @param {string} id @returns {(page: Page) => Promise<void>} */
const show = id => async page => {
  await page.locator(".queue .row", { hasText: id }).click();
  // Keys are for the question that is on show.
  await page.locator(`.questionpane[data-question^="${id}"]`).waitFor();
};

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}&state=some`, act: show("dep-000000000005") })),
  { name: "characters", query: "theme=light&state=some", act: show("cid-") },
  { name: "panels", query: "theme=hc&state=some", act: show("pan-") },
  { name: "narrow", query: "theme=dark&state=some", size: { width: 620, height: 1100 }, act: show("act-") },
  { name: "slim", query: "theme=light&state=some", size: { width: 380, height: 900 } },
  { name: "conflict", query: "theme=dark&state=conflict", act: show("dep-000000000001") },
  { name: "blind", query: "theme=light&state=blind" },
  { name: "restricted", query: "theme=light&state=restricted" },
  { name: "broken", query: "theme=dark&state=broken" },
  { name: "empty", query: "theme=dark&state=empty", size: { width: 720, height: 300 } },
  {
    name: "counting",
    query: "theme=light&state=merge",
    act: show("cnt-"),
  },
  {
    name: "reject",
    query: "theme=dark&state=some",
    act: async page => {
      await show("dep-000000000005")(page);
      await page.keyboard.press("n");
    },
  },
  {
    name: "edit",
    query: "theme=dark&state=some",
    act: async page => {
      await show("pu-")(page);
      await page.keyboard.press("e");
      await page.getByRole("textbox", { name: "Answer" }).fill("");
    },
  },
  {
    name: "drag",
    query: "theme=light&state=some",
    act: async page => {
      await show("dep-000000000006")(page);
      await page.keyboard.press("d");
      for (let i = 0; i < 8; i++) await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Tab");
      await page.getByRole("button", { name: "Filters" }).click();
    },
  },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ review: "test/webview/reviewPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(shot => only === undefined || shot.name === only)) {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5000);
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}review?${query}`);
  await page.waitForSelector(".root > *");
  await page.waitForTimeout(500);
  await act?.(page).catch(error => console.log(`${name}: ${error}`));
  await page.waitForTimeout(500);
  await page.screenshot({ path: `shots/review-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
