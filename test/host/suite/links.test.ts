import * as assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TreeNode } from "../../../src/protocol/treeNode.js";
import { answeringPerson } from "../answeringPerson.js";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilHolds } from "../untilHolds.js";

const numbered = (number: number) => (node: TreeNode) => node.kind === "rollout" && node.number === number;

describe("a link to a rollout", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("links");
  });
  after(closeEditors);

  it("is copied from an item, and opens its rollout", async () => {
    const { api, find } = product;
    const node = await until("rollout 3", () => find(numbered(3)));
    assert.ok(node.kind === "rollout");
    await vscode.commands.executeCommand("loupe.copyLink", node.id);
    const link = await vscode.env.clipboard.readText();
    assert.ok(link.startsWith(`${vscode.env.uriScheme}://rollout-loupe.rollout-loupe/open?v=1&file=`), link);
    await vscode.commands.executeCommand("loupe.openLink", link);
    assert.deepEqual(api.panels.following?.ref, node.ref);
  });

  it("to a zoom call selects it", async () => {
    const { api, find } = product;
    const call = await until("a zoom call", () => find(node => node.kind === "zoomCall" && node.ref.row === 1));
    await vscode.commands.executeCommand("loupe.copyLink", call.id);
    const link = await vscode.env.clipboard.readText();
    assert.match(link, /&zoom=1&/);
    await vscode.commands.executeCommand("loupe.openLink", link);
    assert.equal(api.panels.following?.ref?.row, 1);
    assert.equal(api.panels.following.selectedCall, 0);
  });

  it("that leads out of the folders, or to none that is open, opens nothing and says so", async () => {
    const { api } = product;
    const before = api.panels.following?.ref;
    const hostile = ["../../etc/passwd", "/etc/passwd", "~5C~5Cserver~5Cshare/1.jsonl", "data~3Atext", "other/1.jsonl"];
    for (const file of hostile) {
      const person = answeringPerson({ typed: {}, chosen: null });
      const link = `vscode://rollout-loupe.rollout-loupe/open?v=1&file=${file}&row=0`;
      await vscode.commands.executeCommand("loupe.openLink", link);
      person.leave();
      assert.equal(person.warnings.length, 1, file);
      assert.match(person.warnings[0] ?? "", /outside of the opened folders|No opened folder holds/);
    }
    assert.deepEqual(api.panels.following?.ref, before);
  });
});

describe("what a person says of a rollout", () => {
  let product: OpenedProduct;
  before(async () => {
    product = await openProduct("remarks");
  });
  after(closeEditors);
  const notesOf = () => readFileSync(join(product.run.folder, "loupe-notes.jsonl"), "utf8");

  it("is written beside the run, and shown on its item", async () => {
    const { api, find } = product;
    const node = await until("rollout 2", () => find(numbered(2)));
    const person = answeringPerson({ typed: { "Kept beside": "the wrong panel" }, chosen: null });
    await vscode.commands.executeCommand("loupe.editNote", node.id);
    person.leave();
    await vscode.commands.executeCommand("loupe.toggleGolden", node.id);
    assert.match(notesOf(), /"text":"the wrong panel"/);
    await until("the item's signs", async () => {
      const again = await find(numbered(2));
      return again?.kind === "rollout" && again.remarks?.note === "the wrong panel" && again.remarks.isGolden;
    });
    await untilHolds(async () => {
      const item = await api.tree.getTreeItem(node.id);
      assert.match(String(item.description), /^★✎/);
    });
  });

  it("is on the golden list, which opens it and takes it off again", async () => {
    const { api } = product;
    const [entry] = await until("the entry", async () => {
      const all = (await api.golden.getChildren()).filter(one => "run" in one && one.run === product.run.folder);
      return all.length > 0 ? all : null;
    });
    assert.ok(entry?.kind === "rollout");
    await vscode.commands.executeCommand("loupe.openGolden", entry);
    assert.deepEqual(api.panels.following?.ref, entry.ref);
    await vscode.commands.executeCommand("loupe.removeGolden", entry);
    await until("its going", async () =>
      (await api.golden.getChildren()).every(one => !("run" in one) || one.run !== product.run.folder),
    );
  });

  it("of another window appears by itself", async () => {
    const { find } = product;
    const line = JSON.parse(notesOf().split("\n")[0] ?? "") as object;
    appendFileSync(join(product.run.folder, "loupe-notes.jsonl"), `${JSON.stringify({ ...line, text: "theirs" })}\n`);
    await until("the other note", async () => {
      const node = await find(numbered(2));
      return node?.kind === "rollout" && node.remarks?.note === "theirs";
    });
  });
});
