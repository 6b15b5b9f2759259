import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import type { Workbench } from "./lib/workbench.js";

let folder = "";
let product: Product;
let workbench: Workbench;

/** A run whose reward function compares the k-th box, not clamped, with the k-th target. */
beforeAll(async () => {
  product = await Product.start(inject("vsix"));
  folder = mkdtempSync(join(tmpdir(), "loupe-audit-"));
  await new LoupeCli(product.installedAt).run("sample", folder, "--fault", "reward-bug", "--steps", "4");
  workbench = await product.open(folder);
});

afterAll(async () => {
  await workbench.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const entries = () => workbench.page.locator(".markers-panel .monaco-list-row");

it("an audit finds the wrong rewards, and Problems has them at their lines with the rest counted", async () => {
  const { page } = workbench;
  await workbench.showRuns();
  await workbench.tree.whenRow("sample-run");
  await workbench.runCommand("Loupe: Audit Rewards");
  await page.locator(".notification-toast", { hasText: "rollouts differ from the reward rule" }).waitFor();
  await workbench.runCommand("View: Toggle Problems");
  await page.locator(".markers-panel").waitFor();
  const entry = entries().filter({ hasText: "The logged reward differs in zoom IoU" }).first();
  await entry.waitFor();
  await expect.poll(() => entry.innerText()).toMatch(/\[Ln \d+, Col 1\]/);
  await workbench.screenshot("audit-problems");
});

it("an entry opens its rollout, whose reward pane says what differs and why", async () => {
  const { page } = workbench;
  await entries()
    .filter({ hasText: "The logged reward differs in zoom IoU" })
    .first()
    .locator("a", { hasText: "Open rollout" })
    .click();
  const view = workbench.webview();
  await view.locator(".verdict", { hasText: "audit: differs" }).waitFor();
  await expect.poll(() => view.locator(".cause").innerText()).toMatch(/^IoU differs by [+−]\d\.\d+\. The trainer /);
  await expect.poll(() => view.locator(".facts td.differs").count()).toBeGreaterThanOrEqual(2);
  await workbench.screenshot("audit-rollout");
  await view.locator(".cause .link").click();
  await page.locator(".pane-body .message", { hasText: "reward differs from its rule" }).waitFor();
  await workbench.expectNoErrors();
});
