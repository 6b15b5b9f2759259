import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { rewardDocument } from "../../../src/host/reward/rewardDocument.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";

const strategyTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("loupe.strategies"));

describe("the strategies view", () => {
  let product: OpenedProduct;
  let file: string;

  before(async () => {
    product = await openProduct("strategies");
    file = product.run.fileOf(1);
  });
  after(closeEditors);

  it("opens on a step, once", async () => {
    const step = await until("the step", () => product.find(node => node.kind === "step" && node.step === 1));
    const open = () => vscode.commands.executeCommand("loupe.openStrategies", step.id);
    await open();
    await until("the view", () => strategyTabs().length === 1);
    await until("the page", () => product.api.strategies.all.at(-1)?.isConnected);
    await open();
    // A tab comes after its view.
    assert.equal(product.api.strategies.all.length, 1);
  });

  it("comes back as a saved window names it", async () => {
    const panel = vscode.window.createWebviewPanel("loupe.strategies", "", vscode.ViewColumn.Active);
    await product.api.strategies.deserializeWebviewPanel(panel);
    assert.equal(product.api.strategies.all.at(-1)?.panel, panel);
    await until("its page", () => product.api.strategies.all.at(-1)?.isConnected);
    panel.dispose();
    await until("the closed view", () => strategyTabs().length === 1);
  });

  it("compares a rollout under two strategies in read-only documents", async () => {
    const textOf = async (strategy: string) => {
      const name = rewardDocument.write({ ref: { file, row: 2 }, strategy, estimator: "grpo" });
      const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "loupe-reward", ...name }));
      return document.getText();
    };
    assert.match(await textOf("logged"), /^reward: 0\.750000$/m);
    const vanilla = await textOf("vanilla");
    assert.match(vanilla, /^strategy: vanilla$/m);
    assert.match(vanilla, /^accuracy: 1\.000000$/m);
    assert.match(vanilla, /^zoom IoU: not recomputable$/m);
  });

  it("shows nothing for a document that is none of ours", async () => {
    const uri = vscode.Uri.from({ scheme: "loupe-reward", path: "/x.txt", query: "{}" });
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), "There is no such row.");
  });
});
