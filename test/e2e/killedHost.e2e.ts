import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { makeRandom } from "../../src/core/simulate/random.js";
import { extensionHosts } from "./lib/extensionHosts.js";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import type { Workbench } from "./lib/workbench.js";

/** `LOUPE_KILLS` for more of them: CI has time for few. */
const kills = Number(process.env["LOUPE_KILLS"] ?? 3);
/** A window needs some seconds from its load until the index of the run is saved: a kill falls anywhere in them. */
const longestLifeMs = 6000;

let folder = "";
let product: Product;
let workbench: Workbench;

beforeAll(async () => {
  product = await Product.start(inject("vsix"));
  folder = mkdtempSync(join(realpathSync(tmpdir()), "loupe-killed-"));
  await new LoupeCli(product.installedAt).run("sample", folder, "--steps", "6");
  workbench = await product.open(folder);
});

afterAll(async () => {
  await workbench.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** The rows of the steps, each with its number of rollouts and its mean score. */
async function shownIn(window: Workbench): Promise<readonly string[]> {
  await window.showRuns();
  await window.tree.expand("sample-run");
  await window.tree.expand("Training");
  await window.tree.whenRow("Step 6");
  return (await window.tree.rows())
    .filter(({ label }) => /^Step \d+$/.test(label))
    .map(({ label, description }) => `${label}: ${description}`);
}

/** One row more in a dump that was read before, so that there is something to read and to save. */
function train(kill: number): void {
  const path = join(folder, "sample-run", "rollouts", `${String(1 + (kill % 6))}.jsonl`);
  const last = readFileSync(path, "utf8").trimEnd().split("\n").at(-1) ?? "";
  appendFileSync(path, `${last}\n`);
}

it("a window whose extension host is killed at any moment opens again and shows what one that never was killed shows", async () => {
  const random = makeRandom(7, "kills");
  const before = await shownIn(workbench);
  for (let kill = 0; kill < kills; kill++) {
    train(kill);
    await pause(random.int(longestLifeMs));
    const hosts = extensionHosts(product.dataFolder);
    expect(hosts.length).toBeGreaterThan(0);
    for (const pid of hosts) process.kill(pid, "SIGKILL");
    await workbench.reload();
  }
  const fresh = await Product.start(inject("vsix"));
  try {
    const other = await fresh.open(folder);
    const expected = await shownIn(other);
    expect(expected).not.toEqual(before);
    await expect.poll(() => shownIn(workbench)).toEqual(expected);
    await workbench.expectNoErrors();
    await other.close();
  } finally {
    await fresh.stop();
  }
}, 900_000);
