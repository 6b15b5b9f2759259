import * as assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../../until.js";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { untilEqual } from "../untilEqual.js";

const activeTab = () => vscode.window.tabGroups.activeTabGroup.activeTab;

describe("a file of lines as rows", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("rows of a file");
  });
  after(closeEditors);

  it("is opened by the command of the explorer, and its page is there", async () => {
    const { api, run } = product;
    await vscode.commands.executeCommand("loupe.openAsRows", vscode.Uri.file(run.fileOf(1)));
    const view = await until("the rows", () => api.linesEditor.active);
    assert.equal(view.file, run.fileOf(1));
    await until("its page", () => view.isConnected);
    const input = activeTab()?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, "loupe.lines");
  });

  it("is no usual editor: a click in the explorer opens text as before", async () => {
    const file = join(product.run.folder, "notes.jsonl");
    writeFileSync(file, '{"a": 1}\n');
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
    await until("the text", () => activeTab()?.input instanceof vscode.TabInputText);
  });

  it("leads from the text that is open to its rows, and counts as one editor only when it is closed", async () => {
    await vscode.commands.executeCommand("loupe.openAsRows");
    await until("the rows", () => activeTab()?.input instanceof vscode.TabInputCustom);
    appendFileSync(join(product.run.folder, "notes.jsonl"), "[1]\n");
    await closeEditors();
    await untilEqual(() => product.api.linesEditor.all.length, 0);
  });
});

describe("a trajectory as text", () => {
  let product: OpenedProduct;
  let ids: readonly string[];
  let document: vscode.TextDocument;

  before(async () => {
    product = await openProduct("trajectories");
    const numbered = (number: number) =>
      until(`rollout ${number}`, () => product.find(node => node.kind === "rollout" && node.number === number));
    ids = [(await numbered(1)).id, (await numbered(4)).id];
    await vscode.commands.executeCommand("loupe.showTrajectoryText", ids[0]);
    await until("the text", () => vscode.window.activeTextEditor?.document.languageId === "loupe-trajectory");
    const shown = vscode.window.activeTextEditor?.document;
    assert.ok(shown);
    document = shown;
  });
  after(closeEditors);

  it("has an outline of turns, and in them thoughts, calls with their box, replies and answers", async () => {
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [
        ["Turn 0", "model"],
        ["Turn 1", "tool"],
        ["Turn 2", "model"],
      ],
    );
    const parts = symbols.map(({ children }) => children.map(({ name, detail }) => [name, detail]));
    assert.deepEqual(parts, [
      [
        ["Thinking", "Look."],
        ["Call 1", "[10, 20, 110, 220]"],
      ],
      [["Reply of the tool", ""]],
      [["Answer", "B"]],
    ]);
  });

  it("folds its turns", async () => {
    const ranges = await vscode.commands.executeCommand<readonly vscode.FoldingRange[]>(
      "vscode.executeFoldingRangeProvider",
      document.uri,
    );
    const headings = ranges.filter(({ start }) => document.lineAt(start).text.startsWith("## "));
    assert.equal(headings.length, 3);
  });

  it("is laid beside the one that was selected, under a title that names both", async () => {
    await vscode.commands.executeCommand("loupe.selectTrajectory", ids[0]);
    await vscode.commands.executeCommand("loupe.compareWithSelectedTrajectory", ids[1]);
    await until("the comparison", () => activeTab()?.input instanceof vscode.TabInputTextDiff);
    assert.equal(activeTab()?.label, "step 1, row 0 ↔ step 1, row 3");
    const texts = vscode.window.visibleTextEditors.map(editor => editor.document.getText());
    assert.equal(texts.filter(text => text.startsWith("## 0 model")).length, 2);
  });

  it("is laid beside the best of its group, which is compared with nothing", async () => {
    await closeEditors();
    await vscode.commands.executeCommand("loupe.compareWithBestOfGroup", ids[1]);
    assert.equal(vscode.window.tabGroups.activeTabGroup.tabs.length, 0);
    await vscode.commands.executeCommand("loupe.compareWithBestOfGroup", ids[0]);
    await until("the comparison", () => activeTab()?.input instanceof vscode.TabInputTextDiff);
    assert.equal(activeTab()?.label, "step 1, row 0 ↔ step 1, row 3");
  });
});
