// Pictures of the tables of evaluations: node test/webview/evaluationShots.mjs [name] → shots/evaluation-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

const wide = { width: 1280, height: 860 };
const narrow = { width: 560, height: 900 };

const shots = [
  ...shotThemes.map(theme => ({ name: `tables-${theme}`, query: `theme=${theme}&base&list`, press: ["j"] })),
  ...shotThemes.map(theme => ({ name: `chart-${theme}`, query: `theme=${theme}`, click: "Figure 2" })),
  ...shotThemes.map(theme => ({ name: `gallery-${theme}`, query: `theme=${theme}`, click: "Failures" })),
  { name: "kind-inputs", query: "kind=inputs" },
  { name: "kind-methods", query: "kind=methods&base&theme=light" },
  { name: "kind-zooms", query: "kind=zooms&theme=light" },
  { name: "kind-sets", query: "kind=sets&theme=hc" },
  { name: "kind-transfer", query: "kind=transfer&base", click: "Rows…" },
  { name: "blind", query: "state=blind", press: ["j"] },
  { name: "narrow", query: "base&list", press: ["j", "y"], size: narrow },
  { name: "restricted", query: "state=restricted&list&theme=light", press: ["j"] },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ evaluation: "test/webview/evaluationPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide, press = [], click } of shots.filter(
  shot => only === undefined || shot.name.startsWith(only),
)) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}evaluation?${query}`);
  await page.waitForSelector(".root > *");
  if (click !== undefined) await page.getByRole("button", { name: click }).click();
  for (const key of press) {
    await page.keyboard.press(key);
    await page.waitForSelector(".answercard[data-answer]");
  }
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `shots/evaluation-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
