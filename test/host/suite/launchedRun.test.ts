import * as assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { untilEqual } from "../untilEqual.js";

/** A run of two stages as a pull leaves it: what the launch wrote, what the trainer wrote, what stayed on the host. */
class PulledRun {
  readonly folder: string;

  constructor(folder: string, runId: string) {
    this.folder = folder;
    const stages = ["1-action", "2-depth"].map(name => ({ name, folder: `out/${name}`, steps: 4, warmSteps: 0 }));
    const launch = { version: 1, runId, name: "comics", arm: "RARL (action, depth)", stages };
    const config = { host: "gpu1" };
    this.write("run.json", JSON.stringify({ ...launch, method: "RARL", engine: "verl-current", config }));
    this.write("left-on-host.json", this.left(["out/1-action/ckpt/global_step_4/actor/model.pt"]));
  }

  left(paths: readonly string[]): string {
    return JSON.stringify({ version: 1, files: paths.map(path => ({ path, bytes: 15_200_000_000 })) });
  }

  writeStep(stage: string, step: number, name = `${String(step)}.jsonl`): void {
    const row = { input: "user\nWhich?\nassistant\n", output: "<answer>A</answer>", gts: "A", score: 1, step };
    this.write(`out/${stage}/rollouts/${name}`, `${JSON.stringify(row)}\n`);
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

describe("a run that was launched and pulled", () => {
  let api: TestApi;
  let root: string;
  const name = "comics-rarl-0001";

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    assert.ok(extension !== undefined && root !== "");
    const run = new PulledRun(join(root, name), "rarl-0001");
    run.writeStep("1-action", 1);
    run.writeStep("1-action", 2);
    run.writeStep("1-action", 2, "2.jsonl.1.segment");
    run.writeStep("2-depth", 1);
    run.write("out/1-action/metrics/1700000000.jsonl", '{"step": 1, "data": {"loss": 1}}\n');
    run.write("out/1-action/metrics/1700009000.jsonl", '{"step": 2, "data": {"loss": 2}}\n');
    api = await (await extension.activate()).wake();
    await vscode.commands.executeCommand("loupe.runs.focus");
  });

  /** Label and description of an item's children, and what each is; null stands for the list of runs. */
  async function below(node: TreeNode | null): Promise<readonly (readonly [string, TreeNode])[]> {
    const ids = await api.tree.getChildren(node?.id);
    const shown = ids.map(async (id): Promise<(readonly [string, TreeNode])[]> => {
      const found = await api.tree.nodeOf(id);
      const { label, description } = await api.tree.getTreeItem(id);
      assert.ok(typeof label === "string");
      return found === null ? [] : [[`${label} ${String(description)}`.trim(), found]];
    });
    return (await Promise.all(shown)).flat();
  }

  /** The item that a way of beginnings of labels leads to, from the list of runs down; null while there is none. */
  async function at(...way: readonly string[]): Promise<TreeNode | null> {
    let node: TreeNode | null = null;
    for (const start of way) {
      node = (await below(node)).find(([text]) => text.startsWith(start))?.[1] ?? null;
      if (node === null) return null;
    }
    return node;
  }

  /** What is read below an item; null while there is no such item. */
  async function textsBelow(...way: readonly string[]): Promise<readonly string[] | null> {
    const node = await at(...way);
    return node === null ? null : (await below(node)).map(([text]) => text);
  }

  it("is one run with its arm, stage by stage, with its checkpoints", async () => {
    await untilEqual(
      async () => (await below(null)).map(([text]) => text).filter(text => text.startsWith(name)),
      [`${name} RARL (action, depth) · stage 2 of 2 · step 1`],
    );
    await untilEqual(
      () => textsBelow(name),
      ["1-action stage 1 of 2 · step 2 of 4", "2-depth stage 2 of 2 · step 1 of 4"],
    );
    await untilEqual(
      () => textsBelow(name, "1-action"),
      ["Training 3 steps", "Metrics step 2 · 2 rows · 2 starts joined", "Checkpoints 1 · 1 on gpu1"],
    );
    await untilEqual(() => textsBelow(name, "1-action", "Checkpoints"), ["global_step_4 15.2 GB on gpu1"]);
  });

  it("shows what was replaced on the host in grey, below what took its place", async () => {
    const steps = async () => {
      const training = await at(name, "1-action", "Training");
      return training === null ? [] : below(training);
    };
    await untilEqual(
      async () =>
        (await steps()).map(([text, node]) => [
          node.kind === "step" && node.step,
          text.includes("replaced on the host"),
        ]),
      [
        [2, false],
        [2, true],
        [1, false],
      ],
    );
    const replaced = (await steps())[1]?.[1];
    assert.ok(replaced !== undefined);
    const item = await api.tree.getTreeItem(replaced.id);
    assert.equal(item.resourceUri?.scheme, "loupe-node");
    assert.deepEqual((item.iconPath as vscode.ThemeIcon).color, new vscode.ThemeColor("disabledForeground"));
  });

  it("shows a checkpoint that a later pull left on the host", async () => {
    const later = new PulledRun(join(root, "comics-rarl-0002"), "rarl-0002");
    later.writeStep("1-action", 1);
    const paths = [4, 8].map(step => `out/1-action/ckpt/global_step_${String(step)}/actor/model.pt`);
    const shown = () => textsBelow("comics-rarl-0002", "1-action", "Checkpoints");
    await untilEqual(shown, ["global_step_4 15.2 GB on gpu1"]);
    later.write("left-on-host.json", later.left(paths));
    await untilEqual(shown, ["global_step_8 15.2 GB on gpu1", "global_step_4 15.2 GB on gpu1"]);
  });
});
