import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { filesWith } from "../fixtures/filesWith.js";
import { writeStandInTrainer } from "../fixtures/standInTrainer.js";
import { missingPrograms } from "../remote/lib/missingPrograms.js";
import { startSshServer, type SshServer } from "../remote/lib/startSshServer.js";
import { processLines } from "./lib/processLines.js";
import { Product } from "./lib/product.js";
import type { Workbench } from "./lib/workbench.js";

const missing = missingPrograms(["sshd", "ssh", "bash", "python3"]);
const secret = "hub_9f8e7d6c5b4a39281706";

describe.skipIf(missing !== null)(`a job from a window ${missing ?? ""}`, () => {
  let folder = "";
  let server: SshServer;
  let product: Product;
  let first: Workbench;
  /** Command lines that were seen with the secret while the job was launched and ran. */
  const seen: string[] = [];
  /** Whether one of the job's own was seen at all. */
  let hasSeenJob = false;
  let watching: ReturnType<typeof setInterval>;
  const inside = (...names: string[]) => join(folder, ...names);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-jobs-e2e-"));
    for (const name of ["work", "runs", "pulled"]) mkdirSync(inside(name));
    const { venv, bin, model, data } = await writeStandInTrainer(inside("host"));
    server = await startSshServer({ serverLines: [`SetEnv PATH=${bin}:/usr/local/bin:/usr/bin:/bin`] });
    const config = {
      ...{ name: "small-rl", method: "RL", engine: "verl-current", host: "loupe-bash" },
      model: { path: model },
      data: { train: data, onHost: true },
      // More than the tests take, however slow the machine is.
      hyper: { steps: 4000 },
      checkpoints: { every: 5, keep: 3 },
      environment: { activate: { kind: "venv", path: venv }, secrets: ["HUB_TOKEN"] },
    };
    writeFileSync(inside("work", "small-rl.loupe-run.json"), JSON.stringify(config, null, 2));
    const machine = {
      "loupe.ssh.configFile": server.configFile,
      "loupe.runRoot": inside("runs"),
      "loupe.pullFolder": inside("pulled"),
    };
    // Without a GPU's help the terminal draws text that can be read.
    const settings = { "terminal.integrated.gpuAcceleration": "off" };
    product = await Product.start(inject("vsix"), { settings, machine });
    first = await product.open(inside("work"));
    watching = setInterval(() => {
      const lines = processLines();
      seen.push(...lines.filter(line => line.includes(secret)));
      hasSeenJob ||= lines.some(line => line.includes(inside("runs")));
    }, 100);
  });

  afterAll(async () => {
    clearInterval(watching);
    await first.close();
    await product.stop();
    await server.stop();
    // A trainer that a failed test left behind ends when its folder is gone.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await first.screenshot("jobs-failed");
  });

  const onlyIn = async (name: string) => {
    await expect.poll(() => readdirSync(inside(name))).toHaveLength(1);
    return inside(name, readdirSync(inside(name))[0] ?? "");
  };

  it("is launched over ssh after what was found was shown, and stands in the tree", async () => {
    const { page } = first;
    await first.showRuns();
    await expect.poll(() => first.jobs.welcome()).toContain("Launch Run");
    await first.runCommand("Loupe: Launch Run…");
    await first.pick("", "small-rl");
    const question = page.locator(".quick-input-widget", { hasText: "Launch small-rl?" });
    await question.waitFor();
    await question.locator(".monaco-list-row", { hasText: "GPUs are free" }).waitFor();
    await first.screenshot("jobs-launch");
    await first.pick("", "Launch on loupe-bash");
    const input = page.locator('.quick-input-widget input[type="password"]');
    await input.waitFor();
    await input.fill(secret);
    await input.press("Enter");
    await first.jobs.whenRow("loupe-bash");
    await first.jobs.whenRow("small-rl", /^\d+\/4000/);
    await page.locator(".statusbar-item", { hasText: /step \d+ of 4000/ }).waitFor();
    await first.expectNoErrors();
  });

  it("has its rollouts in the Runs tree while they are written", async () => {
    const run = basename(await onlyIn("pulled"));
    await first.tree.whenRow(run);
    // The newest step stands first; what fits is all that there is of the others.
    const newest = async () =>
      Math.max(0, ...(await first.tree.rows()).map(({ label }) => Number(/^Step (\d+)$/.exec(label)?.[1] ?? 0)));
    await expect.poll(newest).toBeGreaterThan(0);
    const before = await newest();
    await expect.poll(newest).toBeGreaterThan(before);
  });

  it("shows its log in a terminal", async () => {
    await first.runCommand("Loupe: Show Log of Job");
    const shown = first.page.locator(".terminal-wrapper .xterm-rows");
    await expect.poll(() => shown.innerText()).toMatch(/step:\d+ - critic/);
    await first.screenshot("jobs-dark");
    await first.runCommand("Terminal: Kill the Active Terminal Instance");
  });

  it("is followed on after the window is loaded again", async () => {
    await first.reload();
    await first.showRuns();
    const row = await first.jobs.whenRow("small-rl", /^\d+\/4000/);
    const before = await row.innerText();
    await expect.poll(() => row.innerText()).not.toBe(before);
  });

  it("is seen by a second window, in every theme", async () => {
    const second = await product.open(inside("work"));
    await second.showRuns();
    await second.jobs.whenRow("small-rl", /^\d+\/4000/);
    for (const theme of ["light", "highContrast"] as const) {
      await second.useTheme(theme);
      await second.screenshot(`jobs-${theme}`);
    }
    await second.useTheme("dark");
    await second.close();
  });

  it("is stopped softly: its last checkpoint and its log are here, and its end is told", async () => {
    const { page } = first;
    await first.runCommand("Loupe: Stop Job");
    await first.jobs.whenRow("small-rl", /^stopped/);
    await page.locator(".notification-toast", { hasText: "small-rl on loupe-bash: stopped" }).waitFor();
    const pulled = await onlyIn("pulled");
    await expect.poll(() => readFileSync(join(pulled, "log"), "utf8")).toMatch(/saved step (\d+) and ended/);
    const log = readFileSync(join(pulled, "log"), "utf8");
    expect(log).toContain(`the token has ${secret.length} characters`);
    const step = /saved step (\d+)/.exec(log)?.[1] ?? "";
    const checkpoint = join(pulled, "out", "ckpt", `global_step_${step}`, "actor", "model.safetensors");
    await expect.poll(() => filesWith(`weights of step ${step}`, [pulled])).toContain(checkpoint);
    await first.screenshot("jobs-stopped");
  });

  it("is launched again from its last checkpoint, as another run, and ended at once after a question", async () => {
    const { page } = first;
    const stopped = Number(/(\d+)\/4000/.exec(await first.jobs.row("small-rl", /^stopped/).innerText())?.[1]);
    await first.runCommand("Loupe: Relaunch from Checkpoint…");
    await page.locator(".quick-input-widget", { hasText: "from its last checkpoint?" }).waitFor();
    await first.pick("", "Launch on loupe-bash");
    const going = await first.jobs.whenRow("small-rl", /^\d+\/4000/);
    expect(Number(/(\d+)\/4000/.exec(await going.innerText())?.[1])).toBeGreaterThanOrEqual(stopped);
    await expect.poll(() => readdirSync(inside("runs"))).toHaveLength(2);
    await going.click();
    await first.runCommand("Loupe: End Job at Once…");
    const dialog = page.locator(".monaco-dialog-box", { hasText: "End small-rl on loupe-bash at once?" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "End at Once" }).click();
    await expect
      .poll(async () => (await first.jobs.rows()).filter(row => row.description.startsWith("stopped")).length)
      .toBe(2);
    await first.expectNoErrors();
  });

  it("left its secret in no process list and in no file", () => {
    expect(hasSeenJob).toBe(true);
    expect(seen).toEqual([]);
    expect(filesWith(secret, [folder, server.folder, product.dataFolder])).toEqual([]);
  });
});

describe("a folder that is not trusted", () => {
  it("launches nothing, and says so where jobs are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "loupe-untrusted-"));
    writeFileSync(join(folder, "small.loupe-run.json"), "{}");
    const product = await Product.start(inject("vsix"), { trusts: false });
    const workbench = await product.open(folder);
    try {
      await workbench.showRuns();
      await expect.poll(() => workbench.jobs.welcome()).toContain("launching needs a trusted folder");
      const input = await workbench.openPalette();
      await input.fill(">Loupe: Add Host");
      const offered = workbench.page.locator(".quick-input-list .label-name");
      await offered.filter({ hasText: "Add Host" }).first().waitFor();
      await input.fill(">Loupe: Launch Run");
      // What was found before is gone: now the list is the new one.
      await expect.poll(() => offered.filter({ hasText: "Add Host" }).count()).toBe(0);
      expect(await offered.filter({ hasText: "Loupe: Launch Run" }).count()).toBe(0);
      await workbench.screenshot("jobs-restricted");
    } finally {
      await workbench.close();
      await product.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    }
  });
});
