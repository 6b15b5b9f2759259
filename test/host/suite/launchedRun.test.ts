import * as assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/host/testApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { until } from "../until.js";

/** A run of two stages as a pull leaves it: what the launch wrote, what the trainer wrote, what stayed on the host. */
class PulledRun {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    const stages = ["1-action", "2-depth"].map(name => ({ name, folder: `out/${name}`, steps: 4, warmSteps: 0 }));
    const launch = { version: 1, runId: "rarl-0001", name: "comics", arm: "RARL (action, depth)", stages };
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
  let run: PulledRun;

  before(async function () {
    this.timeout(60_000);
    const extension = vscode.extensions.getExtension<TestApi>("rollout-loupe.rollout-loupe");
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(extension !== undefined && root !== undefined);
    run = new PulledRun(join(root, "comics-rarl-0001"));
    run.writeStep("1-action", 1);
    run.writeStep("1-action", 2);
    run.writeStep("1-action", 2, "2.jsonl.1.segment");
    run.writeStep("2-depth", 1);
    run.write("out/1-action/metrics/1700000000.jsonl", '{"step": 1, "data": {"loss": 1}}\n');
    run.write("out/1-action/metrics/1700009000.jsonl", '{"step": 2, "data": {"loss": 2}}\n');
    api = await extension.activate();
    await vscode.commands.executeCommand("loupe.runs.focus");
  });

  /** Label and description of an item's children, and what one of a label is. */
  async function below(node: TreeNode | undefined): Promise<readonly (readonly [string, TreeNode])[]> {
    const ids = await api.tree.getChildren(node?.id);
    const shown = ids.map(async (id): Promise<(readonly [string, TreeNode])[]> => {
      const found = await api.tree.nodeOf(id);
      const { label, description } = await api.tree.getTreeItem(id);
      assert.ok(typeof label === "string");
      return found === null ? [] : [[`${label} ${String(description)}`.trim(), found]];
    });
    return (await Promise.all(shown)).flat();
  }

  const pick = async (node: TreeNode | undefined, start: string) =>
    (await below(node)).find(([text]) => text.startsWith(start))?.[1];

  it("is one run with its arm, stage by stage, with its checkpoints", async function () {
    this.timeout(60_000);
    const node = await until("the run", () => pick(undefined, "comics-rarl-0001"));
    const stages = await until("both stages", async () => {
      const found = await below(node);
      return found.length === 2 ? found : null;
    });
    const [label] = (await below(undefined)).find(([text]) => text.startsWith("comics-rarl-0001")) ?? [];
    assert.match(label ?? "", /RARL \(action, depth\) · stage 2 of 2 · step 1$/);
    assert.deepEqual(
      stages.map(([text]) => text),
      ["1-action stage 1 of 2 · step 2 of 4", "2-depth stage 2 of 2 · step 1 of 4"],
    );
    const action = stages[0]?.[1];
    const parts = (await below(action)).map(([text]) => text);
    assert.deepEqual(parts, [
      "Training 3 steps",
      "Metrics step 2 · 2 rows · 2 starts joined",
      "Checkpoints 1 · 1 on gpu1",
    ]);
    const checkpoints = await below(await pick(action, "Checkpoints"));
    assert.deepEqual(
      checkpoints.map(([text]) => text),
      ["global_step_4 15.2 GB on gpu1"],
    );
  });

  it("shows what was replaced on the host in grey, below what took its place", async () => {
    const stage = await pick(await pick(undefined, "comics-rarl-0001"), "1-action");
    const steps = await below(await pick(stage, "Training"));
    assert.deepEqual(
      steps.map(([text, node]) => [node.kind === "step" && node.step, text.includes("replaced on the host")]),
      [
        [2, false],
        [2, true],
        [1, false],
      ],
    );
    const replaced = steps[1]?.[1];
    assert.ok(replaced !== undefined);
    const item = await api.tree.getTreeItem(replaced.id);
    assert.equal(item.resourceUri?.scheme, "loupe-stale");
    assert.deepEqual((item.iconPath as vscode.ThemeIcon).color, new vscode.ThemeColor("disabledForeground"));
  });

  it("shows a checkpoint that a later pull left on the host", async () => {
    run.write(
      "left-on-host.json",
      run.left([4, 8].map(step => `out/1-action/ckpt/global_step_${String(step)}/actor/model.pt`)),
    );
    await until("the new checkpoint", async () => {
      const stage = await pick(await pick(undefined, "comics-rarl-0001"), "1-action");
      return pick(await pick(stage, "Checkpoints 2"), "global_step_8");
    });
  });
});
