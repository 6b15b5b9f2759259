import * as assert from "node:assert/strict";
import { appendFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";

const curveTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("loupe.metrics"));

describe("the view of curves", () => {
  let product: OpenedProduct;
  let file: string;
  let id: string;
  const log = (step: number) =>
    appendFileSync(file, `${JSON.stringify({ step, data: { "critic/score/mean": step } })}\n`);
  const shown = () => product.api.curves.following;
  const steps = () => shown()?.view?.curves.steps.length;

  before(async () => {
    product = await openProduct("curves");
    file = join(product.run.folder, "metrics.jsonl");
    log(1);
    const node = await until("the metrics item", () =>
      product.find(one => one.kind === "metrics" && one.file === file),
    );
    id = node.id;
  });
  after(closeEditors);

  it("opens on an item of metrics, once", async () => {
    const item = await product.api.tree.getTreeItem(id);
    assert.ok(item.command);
    const argument: unknown = item.command.arguments?.[0];
    assert.equal(item.command.command, "loupe.openCurves");
    const open = () => vscode.commands.executeCommand("loupe.openCurves", argument);
    await open();
    await until("the view", () => curveTabs().length === 1);
    await untilEqual(() => shown()?.view?.curves.series.map(({ name }) => name), ["critic/score/mean"]);
    await open();
    // A tab comes after its view.
    assert.equal(product.api.curves.all.length, 1);
    await until("the title", () => curveTabs()[0]?.label === "Curves of curves");
  });

  it("is asked for everything by its page, and then grows with the file", async () => {
    await until("the page", () => shown()?.isConnected);
    log(2);
    await until("the second step", () => steps() === 2);
  });

  it("says that its file is empty, and shows curves again when they are written", async () => {
    truncateSync(file, 0);
    await until("the sentence", () => shown()?.view?.problem === "metrics.jsonl is empty so far.");
    log(1);
    await untilEqual(() => [steps(), shown()?.view?.problem], [1, null]);
  });

  it("comes back with its file, as a saved window names it", async () => {
    const panel = vscode.window.createWebviewPanel("loupe.metrics", "", vscode.ViewColumn.Active);
    const state = { file, selected: null, filter: "", zoom: null, tables: [], showsReplaced: false };
    await product.api.curves.deserializeWebviewPanel(panel, state);
    assert.equal(shown()?.panel, panel);
    assert.equal(shown()?.view?.file, file);
    panel.dispose();
    await until("the closed view", () => curveTabs().length === 1);
  });

  it("that comes back with a state of another shape is empty, and nothing fails", async () => {
    const panel = vscode.window.createWebviewPanel("loupe.metrics", "", vscode.ViewColumn.Active);
    await product.api.curves.deserializeWebviewPanel(panel, { file: 1 });
    assert.equal(shown()?.file, null);
    panel.dispose();
  });
});
