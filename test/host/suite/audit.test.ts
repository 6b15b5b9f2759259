import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../until.js";

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
  before(async function () {
    this.timeout(60_000);
    product = await openProduct("audit");
    file = product.run.fileOf(7);
    writeFileSync(product.run.fileOf(1), dump(1, 0));
    writeFileSync(file, dump(7, 25));
    await until("the step", () => product.find(node => node.kind === "step" && node.step === 7));
    run = (await until("the run", () => product.find(node => node.kind === "run"))).id;
  });
  after(async () => {
    await vscode.commands.executeCommand("loupe.clearFilters");
  });

  const listed = () =>
    vscode.languages.getDiagnostics(vscode.Uri.file(file)).filter(({ message }) => !message.startsWith("Malformed"));

  it("says nothing before somebody asks for it, and that its filter knows nothing yet", async function () {
    this.timeout(60_000);
    const { api } = product;
    assert.deepEqual(listed(), []);
    await vscode.commands.executeCommand("loupe.showDiffering");
    await until("the message", () =>
      /^reward differs.* · 0 of .* not audited yet/.test(api.runsView.view.message ?? ""),
    );
    await vscode.commands.executeCommand("loupe.clearFilters");
  });

  it("puts what differs into Problems, at the lines of the dump, and one entry that counts the rest", async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand("loupe.auditRewards", run);
    const entries = await until("the entries", () => (listed().length > 0 ? listed() : null));
    assert.equal(entries.length, 20);
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

  it("offers the way on from an entry as a quick fix, for the keyboard", async function () {
    this.timeout(60_000);
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

  it("lists the rollouts that differ in the tree, and no others", async function () {
    this.timeout(60_000);
    const { api } = product;
    await vscode.commands.executeCommand("loupe.showDiffering");
    await until("the counts", () => /^reward differs.* · 25 of/.test(api.runsView.view.message ?? ""));
    const steps = await until("the step", () => product.find(node => node.kind === "step"));
    assert.ok(steps.kind === "step" && steps.step === 7 && steps.passing === 25);
    await vscode.commands.executeCommand("loupe.clearFilters");
  });

  it("tells the reward pane of a rollout why, and how many rollouts share it", async function () {
    this.timeout(60_000);
    const api = await product.api.worker.api();
    const audit = await api.rolloutAudit({ ref: { file, row: 3 }, strategy: null });
    assert.equal(audit?.firstDifference, "total");
    assert.deepEqual(audit.shared, { rollouts: 25, of: 60 });
    assert.equal(audit.members.length, 8);
  });

  it("takes the entries away when the file is rewritten and heals, and none stay where it is switched off", async function () {
    this.timeout(60_000);
    writeFileSync(file, dump(7, 2));
    await until("fewer entries", () => listed().length === 2, 30);
    const settings = vscode.workspace.getConfiguration("loupe");
    await settings.update("audit.inProblems", false, vscode.ConfigurationTarget.Workspace);
    await until("no entries", () => listed().length === 0, 30);
    await settings.update("audit.inProblems", undefined, vscode.ConfigurationTarget.Workspace);
    await until("the entries again", () => listed().length === 2, 30);
    writeFileSync(file, dump(7, 0));
    await until("the entries' end", () => listed().length === 0, 30);
  });

  it("runs by itself where it is switched on, also for what is written later", async function () {
    this.timeout(90_000);
    const settings = vscode.workspace.getConfiguration("loupe");
    await settings.update("audit.automatic", true, vscode.ConfigurationTarget.Workspace);
    const later = product.run.fileOf(9);
    writeFileSync(later, dump(9, 3));
    const inLater = () => vscode.languages.getDiagnostics(vscode.Uri.file(later));
    await until("the entries of a new step", () => inLater().length === 3, 40);
    await settings.update("audit.automatic", undefined, vscode.ConfigurationTarget.Workspace);
    writeFileSync(later, dump(9, 0));
    await until("the entries' end", () => inLater().length === 0, 40);
  });
});
