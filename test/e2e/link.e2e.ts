import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import { themes, type Workbench } from "./lib/workbench.js";

const step = 40;
let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;
let cli: LoupeCli;

const run = () => join(folder, "sample-run");
const dump = () => join(run(), "rollouts", `${step}.jsonl`);
const notesOf = () => readFileSync(join(run(), "loupe-notes.jsonl"), "utf8");
const body = () => workbench.webview();

/** A row whose rollout has two zoom calls that were executed. */
async function rowWithCalls(): Promise<number> {
  for (let row = 0; row < 64; row++) {
    const shown = await cli.show(dump(), row).catch(() => null);
    if (shown !== null && shown.zoomCalls.filter(({ executed }) => executed !== null).length >= 2) return row;
  }
  throw new Error("no rollout of the step has two executed zoom calls");
}

/** Opens a link by VS Code's own command for URIs of extensions, which asks whether the extension may take it. */
async function openByUri(link: string): Promise<void> {
  await workbench.runCommand("Developer: Open URL");
  const input = workbench.page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill(link);
  await input.press("Enter");
  const allow = workbench.page.locator(".monaco-dialog-box .monaco-button", { hasText: /^(Open|Allow)$/ });
  await allow.first().click();
}

/** Opens a link as a person pastes it. */
async function paste(link: string): Promise<void> {
  await workbench.runCommand("Loupe: Open Link to Rollout…");
  const input = workbench.page.locator('.quick-input-widget input[type="text"]').first();
  await input.fill(link);
  await input.press("Enter");
}

const selectedCalls = () => view.selectedCalls();
const notification = () => workbench.page.locator(".notification-list-item-message").first().innerText();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  product = await Product.start(inject("vsix"));
  cli = new LoupeCli(product.installedAt);
  await cli.run("sample", folder);
  workbench = await product.open(folder, { width: 1600, height: 1000 });
  await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  view = new RolloutPage(workbench.webview());
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("a link to a rollout", () => {
  let link = "";

  it("of the command line opens its rollout with the zoom call selected", async () => {
    await workbench.showRuns();
    const row = await rowWithCalls();
    link = (await cli.run("link", dump(), String(row), "--zoom", "2")).trim();
    await paste(link);
    await view.whenDrawn();
    await expect.poll(selectedCalls).toEqual([1]);
  });

  it("is copied from the view, zoom call included", async () => {
    await body().locator(".remarks button", { hasText: "Copy link" }).click();
    const copied = () => workbench.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain("/open?v=1&file=");
    const query = (text: string) => text.slice(text.indexOf("&row="));
    expect(query(await copied())).toBe(query(link));
    link = await copied();
  });

  it("opens by VS Code's own handler of URIs after the window was loaded again", async () => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.reload();
    await openByUri(link);
    await view.whenDrawn();
    await expect.poll(selectedCalls).toEqual([1]);
  });

  it.each([
    ["leads upwards", "../../etc/passwd"],
    ["is absolute", "/etc/passwd"],
    ["names a share", "~5C~5Cserver~5Cshare~5Ca.jsonl"],
    ["is a data URI", "data~3Atext~2Cx"],
  ])("that %s is refused in one sentence", async (_what, file) => {
    const shown = await view.text(".nav .num");
    await openByUri(link.replace(/file=[^&]+/, `file=${file}`));
    await expect.poll(notification).toContain("outside of the opened folders");
    expect(await view.text(".nav .num")).toBe(shown);
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  it("into a folder that is not open offers to add it, and opens nothing", async () => {
    await openByUri(link.replace(/file=[^&]+/, "file=elsewhere/rollouts/7.jsonl").replace(/&group=\w+/, ""));
    await expect.poll(notification).toContain("No opened folder holds elsewhere/rollouts/7.jsonl");
    await workbench.runCommand("Notifications: Clear All Notifications");
  });
});

describe("notes and tags", () => {
  const noteField = () => body().locator(".remarks .remarknote");

  it("are written in the view and lie beside the run", async () => {
    await noteField().fill("reads the balloon of the panel below");
    await noteField().press("Enter");
    const tag = body().locator(".remarks .tagfield");
    await tag.fill("odd box");
    await tag.press("Enter");
    await expect.poll(() => body().locator(".remarktag").allInnerTexts()).toEqual(["#odd box"]);
    await body().locator(".remarks button", { hasText: "golden question" }).click();
    await expect.poll(() => notesOf().trimEnd().split("\n").length).toBe(3);
    expect(readdirSync(run())).toContain("loupe-notes.jsonl");
  });

  it("are there after the window was loaded again, in the view and in the tree", async () => {
    await workbench.reload();
    await view.whenDrawn();
    await expect.poll(() => noteField().inputValue()).toBe("reads the balloon of the panel below");
    await expect.poll(() => body().locator(".remarktag").allInnerTexts()).toEqual(["#odd box"]);
    const description = workbench.page.locator(".sidebar .label-description", { hasText: "✎ #odd box" });
    await workbench.runCommand("Loupe: Reveal Rollout in Runs");
    await description.first().waitFor();
  });

  it("look as the themes want it", async () => {
    await workbench.page.locator('.sidebar .pane-header[aria-label^="Golden List"]').click();
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await workbench.useTheme(theme);
      await expect.poll(() => view.themeKind()).toBe(themes[theme].webviewKind);
      await workbench.screenshot(`notes-${theme}`);
    }
  });
});
