// Pictures of the view beside which the mocks can be laid: node test/webview/screenshots.mjs → shots/view-*.png
import { mkdirSync } from "node:fs";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";
import { shotThemes } from "./shotThemes.mjs";

const wide = { width: 1080, height: 790 };
const narrow = { width: 800, height: 790 };
const shots = [
  ...shotThemes.map(theme => ({ name: theme, query: `theme=${theme}`, size: wide, call: 1 })),
  { name: "narrow", query: "theme=dark", size: narrow, call: 1 },
  ...["troubled", "dialect"].flatMap(view =>
    shotThemes.map(theme => ({
      name: `${view}-${theme}`,
      query: `theme=${theme}&view=${view}`,
      size: wide,
      call: view === "troubled" ? 0 : 2,
    })),
  ),
  ...shotThemes.map(theme => ({ name: `listed-${theme}`, query: `theme=${theme}&listed`, size: wide, call: null })),
  { name: "unreadable", query: "theme=light&view=unreadable", size: wide, call: null },
  { name: "broken", query: "theme=light&view=broken", size: wide, call: null },
  { name: "zoomed", query: "theme=dark", size: wide, call: 1, act: "zoomToCall" },
  { name: "keys", query: "theme=dark", size: wide, call: null, act: "showKeys" },
];

mkdirSync("shots", { recursive: true });
const server = await harnessServer();
const browser = await launchBrowser();
for (const { name, query, size, call, act } of shots) {
  const page = await browser.newPage({ viewport: size });
  page.on("console", message => console.log(`${name}: ${message.type()}: ${message.text()}`));
  page.on("pageerror", error => console.log(`${name}: ${error.stack}`));
  await page.goto(`${server.url}?${query}`);
  await page.waitForSelector(".view", { timeout: 10_000 }).catch(() => console.log(`${name}: no view`));
  await page.waitForTimeout(400);
  if (call !== null) await page.evaluate(n => window.harness.act(`selectCall${n + 1}`), call);
  if (act) await page.evaluate(action => window.harness.act(action), act);
  await page.waitForTimeout(200);
  await page.screenshot({ path: `shots/view-${name}.png` });
  await page.close();
}
await browser.close();
server.close();
