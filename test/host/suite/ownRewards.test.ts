import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";

const codeOf = (factor: number) =>
  `def compute_score(solution_str, **rest):\n    return ${String(factor)} * float("<answer>A" in solution_str)\n`;

describe("own reward code", () => {
  let product: OpenedProduct;
  let file: string;
  const settings = () => vscode.workspace.getConfiguration("loupe");

  /** The mean reward of step 1 under the code's strategy. */
  const mean = async () => {
    const api = await product.api.worker.api();
    const set = { run: product.run.folder, phase: "training" as const, folder: null, from: 1, to: 1 };
    const asked = { strategies: ["host-mine"], against: "logged", estimator: "grpo" as const };
    return (await api.strategyTable({ columns: [set], ...asked })).cells[0]?.[0]?.means.total;
  };

  before(async () => {
    product = await openProduct("own-rewards");
    file = join(product.run.folder, "mine.py");
    writeFileSync(file, codeOf(1));
    await settings().update("ownRewards", [{ id: "host-mine", file }], vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update("ownRewards", undefined, vscode.ConfigurationTarget.Global);
    await closeEditors();
  });

  it("scores a step after a command, beside the other strategies, and again when its file is saved", async () => {
    const step = await until("the step", () => product.find(node => node.kind === "step" && node.step === 1));
    await vscode.commands.executeCommand("loupe.scoreWithOwnCode", step.id, "host-mine");
    await untilEqual(mean, 0.5);
    await until("the strategies view", () => product.api.strategies.all.at(-1)?.isConnected);
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), codeOf(3));
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await untilEqual(mean, 1.5);
  });
});

describe("exporting a group", () => {
  it("writes the group of an item into one file that names its rollouts", async () => {
    const product = await openProduct("exported");
    const group = await until("a group", () => product.find(node => node.kind === "group"));
    const file = join(product.run.folder, "group.html");
    await vscode.commands.executeCommand("loupe.exportGroup", group.id, vscode.Uri.file(file));
    const text = readFileSync(file, "utf8");
    assert.match(text, /^<!doctype html>/);
    assert.match(text, /4 rollouts of one question/);
    assert.match(text, /Content-Security-Policy" content="default-src &#39;none&#39;; img-src data:;/);
    assert.equal(text.includes("<script"), false);
  });
});
