import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import * as z from "zod";
import { paths } from "../../scripts/paths.mjs";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import type { Workbench } from "./lib/workbench.js";

const bundle = join(paths.root, "l10n", "bundle.l10n.zh-cn.json");
const chinese = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(bundle, "utf8")));

/**
 * What a Chinese window must never say: English of ours that there is Chinese for. Single words in small letters are left
 * out: columns of a dump have such names.
 */
const english = new Set(
  Object.keys(chinese).filter(words => chinese[words] !== words && /\s|^\p{Uppercase}/u.test(words)),
);

const han = /\p{Script=Han}/u;

let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-chinese-"));
  for (const name of ["work", "empty"]) mkdirSync(join(folder, name));
  product = await Product.start(inject("vsix"), { language: "zh-cn" });
  await new LoupeCli(product.installedAt).run("sample", join(folder, "work"));
  workbench = await product.open(join(folder, "work"));
  view = new RolloutPage(workbench.webview());
});

afterAll(async () => {
  await workbench.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

it("names its views in Chinese", async () => {
  await workbench.showRuns();
  const titles = workbench.page.locator(".sidebar .pane-header .title");
  await expect.poll(() => titles.allInnerTexts()).toEqual(["运行", "精选列表", "基准", "评测", "作业"]);
});

it("says what is in the tree in Chinese, to the eye and to a screen reader", async () => {
  await workbench.tree.expand("sample-run");
  await workbench.tree.expand("训练");
  await workbench.tree.expand("第 40 步");
  const groups = async () => (await workbench.tree.rows()).filter(({ level }) => level === 4);
  await expect.poll(async () => (await groups()).length).toBeGreaterThan(0);
  await workbench.tree.expand((await groups())[0]?.label ?? "");
  await workbench.tree.whenRow("采样 1");
  const names = await workbench.page
    .locator('.sidebar [role="tree"] [role="treeitem"]')
    .evaluateAll(rows => rows.map(row => row.getAttribute("aria-label") ?? ""));
  expect(names.filter(name => !han.test(name))).toEqual([]);
  const parts = names.flatMap(name => [name, ...name.split(", ")]);
  expect(parts.filter(part => english.has(part))).toEqual([]);
  expect((await workbench.tree.rows()).filter(({ description }) => english.has(description))).toEqual([]);
});

it("shows a rollout with no word of ours in English", async () => {
  await workbench.tree.click("采样 1");
  await view.whenDrawn();
  await expect.poll(() => view.text(".nav .num")).toMatch(/^采样 1/);
  const html = workbench.webview().locator("html");
  expect(await html.getAttribute("lang")).toBe("zh-cn");
  const words = await html.evaluate(root => {
    const all = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (all.nextNode() !== null) found.push(all.currentNode.textContent?.trim() ?? "");
    for (const element of root.querySelectorAll("[aria-label], [title]"))
      found.push(element.getAttribute("aria-label") ?? "", element.getAttribute("title") ?? "");
    return found;
  });
  expect(words.filter(text => han.test(text)).length).toBeGreaterThan(20);
  expect(words.filter(text => english.has(text))).toEqual([]);
  await workbench.screenshot("chinese");
});

it("finds its commands by Chinese titles, and by the English ones", async () => {
  const input = await workbench.openPalette();
  for (const typed of [">Loupe: 构建筛选器", ">Loupe: Build a Filter"]) {
    await input.fill(typed);
    const first = workbench.page.locator(".quick-input-list .monaco-list-row .label-name").first();
    await expect.poll(() => first.innerText()).toBe("Loupe: 构建筛选器…");
  }
  await workbench.page.keyboard.press("Escape");
});

it("says in Chinese what stops a command", async () => {
  await workbench.runCommand("Loupe: 启动运行…");
  const told = workbench.page.locator(".notification-list-item-message");
  await expect.poll(() => told.allInnerTexts()).toContain("打开的文件夹中没有运行配置（*.loupe-run.json）。");
});

it("welcomes in Chinese where nothing is found", async () => {
  const empty = await product.open(join(folder, "empty"));
  await empty.showRuns();
  await expect.poll(() => empty.tree.welcome()).toContain("在打开的文件夹中没有找到运行");
  await expect.poll(() => empty.jobs.welcome()).toContain("还没有从本机启动过作业");
  await empty.close();
});
