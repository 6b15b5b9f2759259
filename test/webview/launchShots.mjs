// Pictures of the form of a run configuration beside which the mock can be laid: node test/webview/launchShots.mjs [name]
// → shots/launch-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

const wide = { width: 1080, height: 830 };

const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}` })),
  { name: "staged", query: "theme=dark&state=staged" },
  { name: "unreachable", query: "theme=light&state=unreachable" },
  { name: "restricted", query: "theme=dark&state=restricted" },
  { name: "issues", query: "theme=dark&state=issues" },
  { name: "miniature", query: "theme=dark&state=miniature" },
  { name: "sft", query: "theme=light&state=sft" },
  { name: "narrow", query: "theme=dark", size: { width: 620, height: 1000 } },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ launch: "test/webview/launchPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide } of shots.filter(shot => only === undefined || shot.name === only)) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}launch?${query}`);
  await page.waitForSelector(".root > *");
  await page.screenshot({ path: `shots/launch-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
