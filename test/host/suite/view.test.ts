import * as assert from "node:assert/strict";
import { rmSync } from "node:fs";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";
import { untilHolds } from "../untilHolds.js";

const rolloutTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("loupe.rollout"));

describe("the rollout view", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("view");
  });
  after(closeEditors);
  const shown = () => product.api.panels.following?.ref ?? null;

  it("opens on an item, and follows the next one instead of opening twice", async () => {
    const { find } = product;
    const numbered = (number: number) =>
      until(`rollout ${number}`, () => find(node => node.kind === "rollout" && node.number === number));
    const [first, second] = [await numbered(1), await numbered(2)];
    assert.ok(first.kind === "rollout" && second.kind === "rollout");
    await vscode.commands.executeCommand("loupe.openRollout", first.id);
    await until("the view", () => rolloutTabs().length === 1);
    await vscode.commands.executeCommand("loupe.openRollout", second.id);
    assert.deepEqual(shown(), second.ref);
    // A tab comes after its view.
    assert.equal(product.api.panels.all.length, 1);
    await until("the title", () => rolloutTabs()[0]?.label.endsWith(" · 2"));
  });

  it("walks the group and tells its ends apart", async () => {
    const before = shown();
    assert.ok(before);
    await vscode.commands.executeCommand("loupe.nextInGroup");
    assert.equal(shown()?.row, before.row + 1);
    await vscode.commands.executeCommand("loupe.previousInGroup");
    assert.deepEqual(shown(), before);
  });

  it("that is pinned keeps its rollout; the next one gets a view of its own", async () => {
    const { api, find } = product;
    const pinned = api.panels.following;
    assert.ok(pinned);
    const { ref } = pinned;
    pinned.setPinned(true);
    const third = await until("rollout 3", () => find(node => node.kind === "rollout" && node.number === 3));
    assert.ok(third.kind === "rollout");
    await vscode.commands.executeCommand("loupe.openRollout", third.id);
    await until("the second view", () => rolloutTabs().length === 2);
    assert.deepEqual(pinned.ref, ref);
    assert.deepEqual(shown(), third.ref);
  });

  it("comes back with its rollout, as a saved window names it", async () => {
    const { api, find } = product;
    const rollout = await until("rollout 4", () => find(node => node.kind === "rollout" && node.number === 4));
    assert.ok(rollout.kind === "rollout");
    const panel = vscode.window.createWebviewPanel("loupe.rollout", "", vscode.ViewColumn.Active);
    const shown = { targets: true, executed: true, requested: true, marks: true };
    const state = { ref: rollout.ref, isPinned: true, camera: null, shown, selectedCall: null };
    await api.panels.deserializeWebviewPanel(panel, state);
    const view = api.panels.all.find(one => one.panel === panel);
    assert.deepEqual(view?.ref, rollout.ref);
    assert.equal(view.row?.kind, "rollout");
    assert.equal(view.isPinned, true);
  });

  it("that comes back with a state of another shape is empty, and nothing fails", async () => {
    const panel = vscode.window.createWebviewPanel("loupe.rollout", "", vscode.ViewColumn.Active);
    await product.api.panels.deserializeWebviewPanel(panel, { ref: { file: 1 } });
    assert.equal(product.api.panels.all.find(one => one.panel === panel)?.ref, null);
  });
});

describe("a file that is deleted", () => {
  it("leaves the tree, and the view of its row says so", async () => {
    const { api, run, find } = await openProduct("deleted");
    run.writeStep(2);
    const step = () => find(node => node.kind === "step" && node.step === 2);
    await until("the second step", step);
    const rollout = await until("its rollout", () =>
      find(node => node.kind === "rollout" && node.ref.file === run.fileOf(2)),
    );
    assert.ok(rollout.kind === "rollout");
    await vscode.commands.executeCommand("loupe.openRollout", rollout.id);
    const view = await until("the row", () => api.panels.all.find(one => one.row?.ref.file === run.fileOf(2)));
    rmSync(run.fileOf(2));
    await until("the step's going", async () => (await step()) === null);
    const row = await until("the view's word", () => (view.row?.kind === "unreadable" ? view.row : null));
    assert.deepEqual(row.ref, rollout.ref);
    await closeEditors();
  });
});

describe("a row as a document", () => {
  let product: OpenedProduct;
  let id: string;
  before(async () => {
    product = await openProduct("documents");
    id = (await until("rollout 3", () => product.find(node => node.kind === "rollout" && node.number === 3))).id;
  });
  after(closeEditors);
  const text = () => vscode.window.activeTextEditor?.document.getText() ?? "";

  it("opens the JSONL file at its line", async () => {
    await vscode.commands.executeCommand("loupe.openLine", id);
    await untilHolds(() => {
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.fsPath, product.run.fileOf(1));
      assert.equal(editor.selection.active.line, 2);
    });
  });

  it("is shown indented, raw", async () => {
    await vscode.commands.executeCommand("loupe.showRawRow", id);
    await untilHolds(() => {
      assert.match(text(), /^\{\n {2}"input"/);
      assert.equal(vscode.window.activeTextEditor?.document.languageId, "json");
    });
  });

  it("is shown as a trajectory, turn by turn", async () => {
    await vscode.commands.executeCommand("loupe.showTrajectoryText", id);
    await untilHolds(() => {
      assert.match(text(), /^## 0 model\n<think>Look\.<\/think>/);
      assert.equal(vscode.window.activeTextEditor?.document.languageId, "loupe-trajectory");
    });
  });

  it("is copied as the command line takes it", async () => {
    await vscode.commands.executeCommand("loupe.copyReference", id);
    await untilEqual(async () => vscode.env.clipboard.readText(), `${product.run.fileOf(1)} 2`);
  });
});
