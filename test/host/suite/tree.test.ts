import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { MadeUpRun } from "../madeUpRun.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";
import { untilHolds } from "../untilHolds.js";

describe("the tree of runs", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("tree");
  });

  it("fills from a folder of dumps: run, steps, groups, rollouts, zoom calls", async () => {
    const { api, find } = product;
    const call = await until("a zoom call", () => find(node => node.kind === "zoomCall"));
    const labels: string[] = [];
    for (let id: string | undefined = call.id; id !== undefined; id = await api.tree.getParent(id)) {
      const { label } = await api.tree.getTreeItem(id);
      labels.unshift(typeof label === "string" ? label : "");
    }
    const [run, phase, step, group = "", ...rest] = labels;
    assert.deepEqual([run, phase, step, ...rest], ["tree", "Training", "Step 1", "Rollout 1", "Zoom 1"]);
    assert.match(group, /Question 0/);
  });

  it("gives a step its mean score and accuracy, a rollout its outcome", async () => {
    const { api, find } = product;
    await untilHolds(async () => {
      const step = await find(node => node.kind === "step");
      const rollout = await find(node => node.kind === "rollout");
      assert.ok(step !== null && rollout !== null);
      assert.match(String((await api.tree.getTreeItem(step.id)).description), /^0\.50 · 50%/);
      const item = await api.tree.getTreeItem(rollout.id);
      assert.equal((item.iconPath as vscode.ThemeIcon).id, "error");
      assert.match(String(item.description), /^0\.00/);
    });
  });

  it("shows a step written meanwhile, and keeps the selection", async () => {
    const { api, run, find } = product;
    const rollout = await until("a rollout", () => find(node => node.kind === "rollout" && node.number === 2));
    assert.ok(rollout.kind === "rollout");
    await api.runsView.reveal(rollout.ref, null, true);
    await until("the selection", () => api.runsView.view.selection[0] === rollout.id);
    run.writeStep(2);
    await until("step 2", () => find(node => node.kind === "step" && node.step === 2));
    run.append({ step: 1, question: 0, score: 1 });
    await until("the grown group", () => find(node => node.kind === "group" && node.rollouts === 5));
    // While VS Code asks for the children of a refreshed item again, it knows no handles below it, selected ones neither.
    await until("the selection", () => api.runsView.view.selection[0] === rollout.id);
  });

  it("is refreshed ten times a second at most, and does not stay behind what was written", async () => {
    const { api, run, find } = product;
    // What was told before this answer has been heard by now.
    await api.tree.getChildren();
    const started = performance.now();
    let refreshes = 0;
    const listener = api.tree.onDidChangeTreeData(() => refreshes++);
    for (let i = 0; i < 100; i++) {
      run.append({ step: 2, question: 0, score: i % 2 });
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await until("all appended rollouts", () =>
      find(node => node.kind === "step" && node.step === 2 && node.rollouts === 108),
    );
    listener.dispose();
    assert.ok(refreshes > 0);
    // Over all the time, since a busy machine may hand over several at once of what was sent one by one.
    const tenths = (performance.now() - started) / 100;
    assert.ok(refreshes <= tenths + 2, `${refreshes} refreshes in ${tenths} tenths of a second`);
  });

  it("sorts a group as it is told", async () => {
    const { api, find } = product;
    const group = await until("a group", () => find(node => node.kind === "group"));
    const rollouts = async () => {
      const nodes = await Promise.all((await api.tree.getChildren(group.id)).map(id => api.tree.nodeOf(id)));
      return nodes.filter(node => node?.kind === "rollout");
    };
    const numbers = async () => (await rollouts()).map(({ number }) => number);
    const scores = async () => (await rollouts()).map(({ score }) => (score.kind === "number" ? score.value : NaN));
    api.lists.setOrder(group.id, { key: "score", descending: true });
    const sorted = await numbers();
    assert.deepEqual(
      await scores(),
      (await scores()).toSorted((a, b) => b - a),
    );
    api.lists.setOrder(group.id, { key: "file", descending: false });
    assert.deepEqual(
      await numbers(),
      sorted.toSorted((a, b) => a - b),
    );
  });

  it("tells above the list which filters are active and how many rollouts pass", async () => {
    const { api } = product;
    api.lists.setFilters(["wrong"]);
    await until("the counts", () => /^wrong · [\d,]+ of [\d,]+/.test(api.runsView.view.message ?? ""));
    await vscode.commands.executeCommand("loupe.clearFilters");
    await untilEqual(() => api.runsView.view.message ?? "", "");
  });

  it("takes a run folder in from elsewhere, and out again", async () => {
    const { api } = product;
    const elsewhere = mkdtempSync(join(tmpdir(), "loupe-added-"));
    const run = new MadeUpRun(join(elsewhere, "added"));
    run.writeStep(1);
    const added = async () => {
      const nodes = await Promise.all((await api.tree.getChildren()).map(id => api.tree.nodeOf(id)));
      return nodes.find(node => node?.kind === "run" && node.path === run.folder) ?? null;
    };
    const settings = () => vscode.workspace.getConfiguration("loupe");
    await settings().update("runFolders", [elsewhere], vscode.ConfigurationTarget.Workspace);
    const node = await until("the added run", added);
    assert.equal((await api.tree.getTreeItem(node.id)).contextValue, "run-added");
    await vscode.commands.executeCommand("loupe.removeRunFolder", node.id);
    await until("the run's going", async () => (await added()) === null);
    assert.deepEqual(settings().get("runFolders"), []);
    rmSync(elsewhere, { recursive: true });
  });

  it("keeps a malformed row, lists it in Problems with its byte, and takes it off when it heals", async () => {
    const { run, find } = product;
    run.writeStep(3);
    run.appendText(3, '{"input": "torn\n');
    const uri = vscode.Uri.file(run.fileOf(3));
    const problem = await until("the problem", () => vscode.languages.getDiagnostics(uri)[0]);
    assert.match(problem.message, /^Malformed row 8 at byte [\d,]+: /);
    await until("the row", () => find(node => node.kind === "malformed"));
    run.writeStep(3);
    await until("the problem's end", () => vscode.languages.getDiagnostics(uri).length === 0);
  });
});
