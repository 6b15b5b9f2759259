import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { html, Html } from "../../../src/node/export/html.js";
import { zoom, writeDump, type MadeUpRow } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "../cli/loupe.js";

const makeFolder = temporaryFolder();
let browser: Browser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  browser = await launchBrowser();
}, 300_000);
afterAll(() => browser.close());

/** A run with one group on one page, and the exported file. */
async function exported(rows: readonly MadeUpRow[], size: { width: number; height: number }, ...more: string[]) {
  const folder = makeFolder();
  const image = { create: { ...size, channels: 3 as const, background: "#88aacc" } };
  await sharp(image).png().toFile(join(folder, "page.png"));
  const shared = { image: "page.png", question_id: "q", boxes: [[10, 10, 50, 50]] };
  const file = writeDump(
    folder,
    "1.jsonl",
    rows.map(row => ({ ...row, more: { ...shared, ...row.more } })),
  );
  const columns = { image: "image", questionId: "question_id", targets: "boxes" };
  writeFileSync(join(folder, "loupe.json"), JSON.stringify({ columns, space: "page", imageRoots: ["."] }));
  const out = join(folder, "group.html");
  const ran = await loupe("export", file, "0", "--out", out, ...more);
  return { ran, out, folder };
}

/** The file as a browser shows it, with everything that it asked for or that went wrong. */
async function shown(out: string, colorScheme: "light" | "dark" = "light") {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } });
  const asked: string[] = [];
  const troubles: string[] = [];
  page.on("request", request => asked.push(request.url().slice(0, 30)));
  page.on("console", message => troubles.push(message.text()));
  page.on("pageerror", error => troubles.push(String(error)));
  page.on("dialog", dialog => {
    troubles.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(out).href);
  return { page, asked, troubles };
}

const hostileTexts = [
  "<script>document.title = 'pwned'; window.pwned = 1</script>",
  "<img src=x onerror=\"document.title='pwned'\"><svg onload=alert(1)>",
  "</pre></details></style><style>body{display:none}</style><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
  "\"'><iframe src=http://127.0.0.1:9/></iframe><link rel=stylesheet href=http://127.0.0.1:9/x.css>",
  "&lt;b&gt; &amp; ]]> <!-- -->",
];

describe("an exported group", () => {
  it("shows whatever a model wrote as text, runs nothing and asks for nothing", async () => {
    const rows = hostileTexts.map(text => ({
      question: `Which? ${hostileTexts.join(" ")}`,
      response: `<think>${text}</think>${zoom([10, 10, 50, 50], text)}<answer>${text}</answer>`,
      more: { note: text },
    }));
    const { ran, out } = await exported(rows, { width: 100, height: 80 });
    expect(ran).toMatchObject({ code: 0, out: `${out}\n` });
    const { page, asked, troubles } = await shown(out);
    const seen = await page.evaluate(() => ({
      text: document.body.innerText,
      scripts: document.scripts.length,
      foreign: document.querySelectorAll("iframe, img, link, object, embed, form, base, video, audio").length,
      handlers: [...document.querySelectorAll("*")]
        .flatMap(one => one.getAttributeNames())
        .filter(n => n.startsWith("on")),
      title: document.title,
      isShown: getComputedStyle(document.body).display,
    }));
    for (const text of hostileTexts) expect(seen.text).toContain(text.replaceAll(/\s+/g, " "));
    expect(seen).toMatchObject({ scripts: 0, foreign: 0, handlers: [], title: "5 rollouts of one question" });
    expect(seen.isShown).toBe("block");
    expect(asked.filter(url => !url.startsWith("file:") && !url.startsWith("data:image/jpeg;base64,"))).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  }, 60_000);

  it("has the page, its boxes, the rewards as logged and recomputed, and their formulas", async () => {
    const right = `<think>a</think>${zoom([10, 10, 50, 50])}<think>b</think><answer>A</answer>`;
    const rows = [
      { response: right, score: 4 },
      { response: "<think>a</think><answer>B</answer>", score: 1 },
    ];
    const { out } = await exported(rows, { width: 100, height: 80 }, "--strategy", "vanilla,deepeyes");
    const { page } = await shown(out);
    const table = page.locator("table").first();
    expect(await table.locator("thead th").allInnerTexts()).toEqual([
      ...["Rollout", "Answer", "Zoom calls", "logged", "advantage", "vanilla", "advantage", "deepeyes", "advantage"],
    ]);
    const cells = await table.locator("tbody tr").first().locator("td").allInnerTexts();
    expect(cells.slice(0, 5)).toEqual(["right", "1", "4.000", "0.707", "2.000"]);
    expect(await page.locator("svg.page").first().locator("rect").count()).toBe(3);
    expect(await page.locator("svg.page").nth(1).locator("rect").count()).toBe(1);
    const text = await page.locator("body").innerText();
    expect(text).toContain("page.png, 100 × 80 pixels");
    expect(text).toContain("1 × format + 1 × accuracy");
    // The one page is drawn by every rollout's own drawing.
    const isDrawn = () =>
      document.querySelector<SVGImageElement>("#page image")?.href.baseVal.startsWith("data:image/jpeg");
    expect(await page.evaluate(isDrawn)).toBe(true);
    await page.close();
  }, 60_000);

  it("makes a large page smaller and says by how much", async () => {
    const { out } = await exported([{ response: "<answer>A</answer>" }], { width: 3600, height: 400 });
    const text = readFileSync(out, "utf8");
    expect(text).toContain("page.png, 3600 × 400 pixels, shown at 0.500 of its size");
    const [, data = ""] = /href="data:image\/jpeg;base64,([^"]+)"/.exec(text) ?? [];
    expect(await sharp(Buffer.from(data, "base64")).metadata()).toMatchObject({ width: 1800, height: 200 });
  }, 60_000);

  it("follows the reader's light or dark, and can be printed", async () => {
    const { out } = await exported([{ response: "<answer>A</answer>" }], { width: 100, height: 80 });
    const ground = async (scheme: "light" | "dark", isPrinted: boolean) => {
      const { page } = await shown(out, scheme);
      if (isPrinted) await page.emulateMedia({ media: "print", colorScheme: scheme });
      const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.close();
      return color;
    };
    expect(await ground("light", false)).toBe("rgb(255, 255, 255)");
    expect(await ground("dark", false)).toBe("rgb(30, 30, 30)");
    expect(await ground("dark", true)).toBe("rgb(255, 255, 255)");
  }, 60_000);

  it("is not written where there is nothing to export, or no place for it", async () => {
    const { out, folder } = await exported([{ response: "<answer>A</answer>" }], { width: 10, height: 10 });
    const file = join(folder, "1.jsonl");
    const other = join(folder, "none.html");
    expect(await loupe("export", file, "9", "--out", other)).toMatchObject({
      code: 1,
      err: `loupe: ${file}: no row 9\n`,
    });
    expect(existsSync(other)).toBe(false);
    expect(await loupe("export", file, "0", "--out", join(out, "x.html"))).toMatchObject({ code: 1 });
    expect(await loupe("export", file, "0", "--out", other, "--strategy", "no-such")).toMatchObject({ code: 2 });
    expect(await loupe("export", file, "0")).toMatchObject({ code: 2 });
  }, 60_000);
});

describe("html", () => {
  it("escapes texts for content and attributes, and leaves its own pieces alone", () => {
    const text = `<a href="x" title='y'>&amp;\u0000\ud800</a>`;
    expect(html`<p title="${text}">${[html`<b>${1}</b>`]}${NaN}</p>`.text).toBe(
      '<p title="&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;\ufffd\ufffd&lt;/a&gt;"><b>1</b>0</p>',
    );
    expect(new Html("<i>").text).toBe("<i>");
  });
});
