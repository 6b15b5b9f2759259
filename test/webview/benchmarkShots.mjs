// Pictures of the views of a benchmark: node test/webview/benchmarkShots.mjs [name] → shots/benchmark-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

const wide = { width: 1080, height: 790 };
const narrow = { width: 520, height: 900 };

const shots = [
  ...["mapping", "order", "statistics"].flatMap(view =>
    shotThemes.map(theme => ({ name: `${view}-${theme}`, query: `view=${view}&theme=${theme}` })),
  ),
  { name: "mapping-unread", query: "view=mapping&state=unread" },
  { name: "mapping-narrow", query: "view=mapping&state=dirty", size: narrow },
  { name: "order-narrow", query: "view=order&state=corrected&theme=light", size: narrow },
  { name: "statistics-narrow", query: "view=statistics", size: narrow },
  { name: "statistics-whole", query: "view=statistics&state=accepted", size: { width: 1080, height: 2600 } },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer({ benchmark: "test/webview/benchmarkPage.ts" });
const browser = await launchBrowser();
const only = process.argv[2];
for (const { name, query, size = wide } of shots.filter(shot => only === undefined || shot.name.startsWith(only))) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}benchmark?${query}`);
  await page.waitForSelector(".root > *");
  if (query.includes("view=order")) await page.waitForSelector(".stage:not(:has(.paper))");
  if (query.includes("view=mapping")) await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `shots/benchmark-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
