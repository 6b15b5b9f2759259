// Pictures of the view of distilled traces: node test/webview/distilShots.mjs [name] → shots/distil-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

/** @typedef {import("playwright-core").Page} Page */

const wide = { width: 1280, height: 860 };

/** @param {Page} page */
const filters = async page => {
  await page.getByRole("button", { name: "Filters" }).click();
  await page.locator('[data-option="leastWords"] input').fill("5");
  await page.keyboard.press("Tab");
  await page.locator("[data-tab=changes] .count").waitFor();
};

/** @param {Page} page */
const changes = async page => {
  await filters(page);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.locator("[data-tab=changes]").click();
  await page.locator("[data-shown]").waitFor();
};

/** @param {Page} page */
const reject = async page => {
  await page.locator("[data-shown]").waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press("n");
};

/** @param {Page} page */
const row = async page => {
  await page.locator('[data-part="row"] summary').click();
  await page.locator(".rowtext").waitFor();
  await page.locator(".tracetext").evaluate(element => element.scrollTo(0, element.scrollHeight));
};

/** @param {Page} page */
const read = async page => {
  for (const key of ["y", "n", "y", "y"]) {
    await page.locator("[data-shown]").waitFor();
    await page.waitForTimeout(300);
    await page.keyboard.press(key);
    if (key === "n") await page.keyboard.press("1");
  }
  await page.locator(".estimates tbody tr").first().waitFor();
};

/** @type {readonly { name: string, query: string, size?: { width: number, height: number }, act?: (page: Page) => Promise<void> }[]} */
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}` })),
  ...shotThemes.map(theme => ({ name: `counts-${theme}`, query: `theme=${theme}&tab=counts` })),
  ...shotThemes.map(theme => ({ name: `blind-${theme}`, query: `theme=${theme}&tab=blind`, act: read })),
  { name: "filters-dark", query: "theme=dark", act: filters },
  { name: "changes-light", query: "theme=light", act: changes },
  { name: "reject-dark", query: "theme=dark&all", act: reject },
  { name: "row-light", query: "theme=light", act: row },
  { name: "narrow", query: "theme=dark", size: { width: 720, height: 900 } },
  { name: "restricted", query: "theme=light&state=restricted" },
  { name: "gone", query: "theme=dark&state=gone", size: { width: 900, height: 300 } },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ distil: "test/webview/distilPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, act } of shots.filter(
  shot => only === undefined || shot.name.startsWith(only),
)) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}distil?${query}`);
  await page.waitForSelector(".root > *");
  await page.waitForLoadState("networkidle");
  if (act !== undefined) await act(page);
  await page.waitForTimeout(200);
  await page.screenshot({ path: `shots/distil-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
