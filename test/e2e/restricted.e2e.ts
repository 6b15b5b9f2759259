import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { LoupeCli } from "./lib/loupeCli.js";
import { processLines } from "./lib/processLines.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import type { Workbench } from "./lib/workbench.js";

/** Commands that start something: the palette offers none of them. */
const starting = [
  ...["Launch Run", "Preflight Host", "Relaunch from Checkpoint", "Score with Own Code", "Start Miniature Run"],
  ...["Compare Strategies in Miniature", "Import Annotated Comics", "Write Texts with a Model", "Evaluate a Model"],
  ...["Judge Open Answers", "Distil from a Teacher"],
];

let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;
const inside = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-restricted-"));
  for (const name of ["work", "elsewhere", "empty"]) mkdirSync(inside(name));
  product = await Product.start(inject("vsix"), { trusts: false });
  const cli = new LoupeCli(product.installedAt);
  await cli.run("sample", inside("work"));
  await cli.run("sample", inside("elsewhere"));
  // What a folder that nobody trusts may bring along: another folder's runs, and code of its own.
  mkdirSync(inside("work", ".vscode"));
  const marker = inside("started");
  const code = `open(${JSON.stringify(marker)}, "w").close()\ndef compute_score(*a, **k):\n    return 1.0\n`;
  writeFileSync(inside("work", "own_score.py"), code);
  const settings = {
    "loupe.runFolders": [inside("elsewhere")],
    "loupe.ownRewards": [{ id: "mine", file: inside("work", "own_score.py") }],
    "loupe.hosts": ["nobody-knows-it"],
    "loupe.ssh.path": inside("work", "no-ssh"),
  };
  writeFileSync(inside("work", ".vscode", "settings.json"), JSON.stringify(settings));
  workbench = await product.open(inside("work"));
  view = new RolloutPage(workbench.webview());
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

/** Which of the commands the palette lists for what is typed. */
async function offered(typed: string): Promise<readonly string[]> {
  const input = await workbench.openPalette();
  const labels = workbench.page.locator(".quick-input-list .label-name");
  // A search whose outcome is known, so that the next list is told from an old one.
  await input.fill(">Loupe: Show Log");
  await labels
    .filter({ hasText: /^Loupe: Show Log$/ })
    .first()
    .waitFor();
  await input.fill(`>Loupe: ${typed}`);
  await expect.poll(() => labels.filter({ hasText: /^Loupe: Show Log$/ }).count()).toBe(0);
  const found = await labels.allInnerTexts();
  await workbench.page.keyboard.press("Escape");
  return found.filter(label => label.startsWith(`Loupe: ${typed}`));
}

describe("a folder that nobody trusts", () => {
  it("is opened in Restricted Mode, and its runs are in the tree", async () => {
    await workbench.page.locator(".statusbar", { hasText: "Restricted Mode" }).waitFor();
    await workbench.showRuns();
    await workbench.tree.collapse("sample-run");
    await workbench.tree.whenRow("sample-sft");
    await workbench.tree.expand("sample-run");
    await workbench.tree.expand("Training");
    await workbench.tree.whenRow("Step 40");
  });

  it("shows a rollout on its page", async () => {
    await workbench.tree.expand("Step 40");
    const groups = async () =>
      (await workbench.tree.rows()).filter(({ level }) => level === 4).map(({ label }) => label);
    await expect.poll(async () => (await groups()).length).toBeGreaterThan(0);
    await workbench.tree.expand((await groups())[0] ?? "");
    await workbench.tree.click("Rollout 1");
    await view.whenDrawn();
    await expect.poll(() => view.text(".nav .num")).toBe("Rollout 1 of 8");
    await workbench.screenshot("restricted");
  });

  it("gives no folder outside of it, and no host of its own", async () => {
    await workbench.tree.collapse("sample-run");
    const runs = (await workbench.tree.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
    expect(runs).toEqual(["sample-run", "sample-sft"]);
    await expect.poll(() => workbench.jobs.welcome()).toContain("launching needs a trusted folder");
  });

  it("is offered no command that starts something", async () => {
    for (const title of starting) expect([title, await offered(title)]).toEqual([title, []]);
    // What only looks is there.
    expect(await offered("Check Alarms")).toEqual(["Loupe: Check Alarms"]);
  });

  it("ran none of its code, and no ssh", () => {
    expect(existsSync(inside("started"))).toBe(false);
    const lines = processLines().filter(line => line.includes("own_score.py") || line.includes("no-ssh"));
    expect(lines).toEqual([]);
  });

  it("says why where a link leads to such a command", async () => {
    const empty = await product.open(inside("empty"));
    await empty.showRuns();
    await empty.page.locator(".welcome-view-content a", { hasText: "Start Miniature Run" }).first().click();
    const told = empty.page.locator(".notification-list-item", { hasText: "training a miniature writes files" });
    await told.waitFor();
    expect(await told.innerText()).toContain("Restricted Mode");
    await empty.close();
  });
});
