import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { Product } from "../e2e/lib/product.js";
import type { Workbench } from "../e2e/lib/workbench.js";
import { missingPrograms } from "../remote/lib/missingPrograms.js";
import { startSshServer, type SshServer } from "../remote/lib/startSshServer.js";
import { getTrainer, runPython, writeData } from "./lib/llamaFactory.js";

const missing = missingPrograms(["sshd", "ssh", "bash", "python3"]);
/** A step of the tiny model takes a part of a second, but importing a trainer takes half a minute. */
const patience = 600_000;

/** Five rows, batches of one, two epochs. */
const steps = 10;

describe.skipIf(missing !== null)(`a tiny Qwen2.5-VL trained over ssh ${missing ?? ""}`, () => {
  let folder = "";
  let server: SshServer;
  let product: Product;
  let window: Workbench;
  const stops: (() => Promise<void>)[] = [];
  const inside = (...names: string[]) => join(folder, ...names);
  const runs = () => readdirSync(inside("runs")).toSorted();
  const pulled = (run: string) =>
    inside("pulled", readdirSync(inside("pulled")).find(name => name.includes(run)) ?? run);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-loop-"));
    for (const name of ["work", "runs", "pulled"]) mkdirSync(inside(name));
    const trainer = await getTrainer("current");
    await writeData(inside("work"));
    await runPython(trainer, "tiny_model.py", [inside("model")], folder);
    server = await startSshServer();
    stops.push(() => server.stop());
    const config = {
      ...{ name: "tiny-sft", method: "SFT-R", engine: "llama-factory", host: "loupe-bash", gpus: { perNode: 1 } },
      model: { path: inside("model"), contextTokens: 32_768 },
      data: { train: "train.jsonl", images: "pages" },
      pixels: { max: 200_704 },
      hyper: { batch: 1, epochs: 2, cutoffTokens: 4096 },
      checkpoints: { every: 4 },
      environment: { variables: trainer.variables },
      extra: { use_cpu: true, bf16: false, deepspeed: null, preprocessing_num_workers: 1, dataloader_num_workers: 0 },
    };
    writeFileSync(inside("work", "tiny-sft.loupe-run.json"), JSON.stringify(config, null, 2));
    const machine = {
      "loupe.ssh.configFile": server.configFile,
      "loupe.runRoot": inside("runs"),
      "loupe.pullFolder": inside("pulled"),
    };
    product = await Product.start(inject("vsix"), { machine });
    stops.push(() => product.stop());
    window = await product.open(inside("work"));
    stops.push(() => window.close());
  }, 3_600_000);

  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await window.screenshot("loop-failed");
  });

  const launch = async (command: string) => {
    await window.runCommand(command);
    if (command.includes("Launch Run")) await window.pick("", "tiny-sft");
    await window.page
      .locator(".quick-input-widget", { hasText: "Launch on loupe-bash" })
      .waitFor({ timeout: patience });
    await window.pick("", "Launch on loupe-bash");
  };

  const rowsOf = (run: string) =>
    readFileSync(join(pulled(run), "out/ckpt/trainer_log.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map(line => (JSON.parse(line) as { current_steps: number }).current_steps);

  it("is launched from the window and trained to its end by LLaMA-Factory", async () => {
    await window.showRuns();
    await launch("Loupe: Launch Run…");
    await window.jobs.whenRow("tiny-sft");
    // A job is remembered before anything of it is on the host.
    await expect.poll(() => runs().length, { timeout: patience }).toBe(1);
    const [run = ""] = runs();
    await expect.poll(() => existsSync(inside("runs", run, "exit")), { timeout: patience }).toBe(true);
    expect(readFileSync(inside("runs", run, "exit"), "utf8")).toMatch(/^0 /);
    await window.jobs.whenRow("tiny-sft", /^exit\s0/);
  });

  it("has its log and its checkpoints here, and in the tree", async () => {
    const [run = ""] = runs();
    await expect.poll(() => rowsOf(run).at(-1), { timeout: patience }).toBe(steps);
    expect(readFileSync(join(pulled(run), "log"), "utf8")).toContain("starting from the weights of the model");
    expect(existsSync(join(pulled(run), "out/ckpt/checkpoint-8/model.safetensors"))).toBe(true);
    const name = pulled(run).split("/").at(-1) ?? "";
    await (await window.tree.whenRow(name)).click();
    await window.page.keyboard.press("ArrowRight");
    await (await window.tree.whenRow("Checkpoints")).click();
    await window.page.keyboard.press("ArrowRight");
    await window.tree.whenRow("checkpoint-8");
    await window.screenshot("loop-tree");
    await window.expectNoErrors();
  });

  it("goes on from its checkpoint as another run, whose log begins where that one was", async () => {
    const [first = ""] = runs();
    // As if it had been killed after step 8: the later checkpoint was never whole.
    rmSync(inside("runs", first, `out/ckpt/checkpoint-${steps}`), { recursive: true });
    await (await window.jobs.whenRow("tiny-sft")).click();
    await launch("Loupe: Relaunch from Checkpoint…");
    await expect.poll(() => runs().length, { timeout: patience }).toBe(2);
    const second = runs().find(run => run !== first) ?? "";
    await expect.poll(() => existsSync(inside("runs", second, "exit")), { timeout: patience }).toBe(true);
    await expect
      .poll(() => existsSync(join(pulled(second), "out/ckpt/trainer_log.jsonl")), { timeout: patience })
      .toBe(true);
    await expect.poll(() => rowsOf(second), { timeout: patience }).toEqual([9, 10, 10]);
    expect(rowsOf(first)[0]).toBe(1);
    expect(readFileSync(inside("runs", second, "log"), "utf8")).toContain("checkpoint-8");
  });
});
