import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";
import { untilHolds } from "../untilHolds.js";

/** A line of a dump whose question expects no zoom: its reward is 2 when the answer is right. */
function line(step: number, row: number, score: number): string {
  const output = `<think>Row ${row}.</think><answer>A</answer>`;
  const input = `user\nQuestion ${row % 8}?\nassistant\n`;
  return `${JSON.stringify({ input, output, gts: "A", score, step, targets: [] })}\n`;
}

/** Sixty rows behind an empty line, so that rows are not lines; of them the first so many differ. */
function dump(step: number, differing: number): string {
  const rows = Array.from({ length: 60 }, (_, row) => line(step, row, row < differing ? 2.5 : 2));
  return `\n${rows.join("")}`;
}

describe("the audit", () => {
  let product: OpenedProduct;
  let file: string;
  let run: string;
  before(async () => {
    product = await openProduct("audit");
    file = product.run.fileOf(7);
    writeFileSync(product.run.fileOf(1), dump(1, 0));
    writeFileSync(file, dump(7, 25));
    for (const step of [1, 7])
      await until(`step ${step}`, () =>
        product.find(node => node.kind === "step" && node.step === step && node.rollouts === 60),
      );
    run = (await until("the run", () => product.find(node => node.kind === "run"))).id;
  });
  after(async () => {
    await vscode.commands.executeCommand("loupe.clearFilters");
    await closeEditors();
  });

  const listed = () =>
    vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ message }) => !message.startsWith("Malformed"));

  it("says nothing before somebody asks for it, and that its filter knows nothing yet", async () => {
    const { api } = product;
    assert.deepEqual(listed(), []);
    await vscode.commands.executeCommand("loupe.showDiffering");
    await until("the message", () =>
      /^reward differs.* · 0 of .* not audited yet/.test(api.runsView.view.message ?? ""),
    );
    await vscode.commands.executeCommand("loupe.clearFilters");
  });

  it("puts what differs into Problems, at the lines of the dump, and one entry that counts the rest", async () => {
    await vscode.commands.executeCommand("loupe.auditRewards", run);
    await untilEqual(() => listed().length, 20);
    const entries = listed();
    const rest = entries.filter(({ message }) => message.startsWith("6 more rollouts differ"));
    assert.equal(rest.length, 1);
    const code = rest[0]?.code;
    assert.ok(typeof code === "object" && code.target.toString().startsWith("command:loupe.showDiffering"));
    const lines = readFileSync(file, "utf8").split("\n");
    const rows = entries.filter(entry => !rest.includes(entry));
    assert.deepEqual(
      rows.map(({ range }) => lines[range.start.line]),
      Array.from({ length: 19 }, (_, row) => line(7, row, 2.5).trimEnd()),
    );
    assert.match(rows[0]?.message ?? "", /^The logged reward differs in total: logged 2\.5000, recomputed 2\.0000 by /);
  });

  it("offers the way on from an entry as a quick fix, for the keyboard", async () => {
    const uri = vscode.Uri.file(file);
    await vscode.workspace.openTextDocument(uri);
    const range = listed().find(({ message }) => message.startsWith("The logged"))?.range;
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      range,
    );
    const action = offered.find(({ title }) => title === "Open rollout");
    assert.equal(action?.command?.command, "loupe.openRollout");
    const given: readonly unknown[] = action.command.arguments ?? [];
    await vscode.commands.executeCommand(action.command.command, ...given);
    await until("the rollout", () => product.api.panels.active?.ref?.file === file);
  });

  it("lists the rollouts that differ in the tree, and no others", async () => {
    const { api } = product;
    await vscode.commands.executeCommand("loupe.showDiffering");
    await until("the counts", () => /^reward differs.* · 25 of/.test(api.runsView.view.message ?? ""));
    // Steps that are still being looked through are listed, too.
    await untilHolds(async () => {
      const first = await product.find(node => node.kind === "step");
      assert.deepEqual(first?.kind === "step" && [first.step, first.passing], [7, 25]);
    });
    await vscode.commands.executeCommand("loupe.clearFilters");
  });

  it("tells the reward pane of a rollout why, and how many rollouts share it", async () => {
    const api = await product.api.worker.api();
    const audit = await api.rolloutAudit({ ref: { file, row: 3 }, strategy: null });
    assert.equal(audit?.firstDifference, "total");
    assert.deepEqual(audit.shared, { rollouts: 25, of: 60 });
    assert.equal(audit.members.length, 8);
  });

  it("takes the entries away when the file is rewritten and heals, and none stay where it is switched off", async () => {
    writeFileSync(file, dump(7, 2));
    await until("fewer entries", () => listed().length === 2);
    const settings = vscode.workspace.getConfiguration("loupe");
    await settings.update("audit.inProblems", false, vscode.ConfigurationTarget.Workspace);
    await until("no entries", () => listed().length === 0);
    await settings.update("audit.inProblems", undefined, vscode.ConfigurationTarget.Workspace);
    await until("the entries again", () => listed().length === 2);
    writeFileSync(file, dump(7, 0));
    await until("the entries' end", () => listed().length === 0);
  });

  it("runs by itself where it is switched on, also for what is written later", async () => {
    const settings = vscode.workspace.getConfiguration("loupe");
    await settings.update("audit.automatic", true, vscode.ConfigurationTarget.Workspace);
    const later = product.run.fileOf(9);
    writeFileSync(later, dump(9, 3));
    const inLater = () => vscode.languages.getDiagnostics(vscode.Uri.file(later));
    await until("the entries of a new step", () => inLater().length === 3);
    await settings.update("audit.automatic", undefined, vscode.ConfigurationTarget.Workspace);
    writeFileSync(later, dump(9, 0));
    await until("the entries' end", () => inLater().length === 0);
  });
});
