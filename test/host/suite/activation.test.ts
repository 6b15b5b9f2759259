import * as assert from "node:assert/strict";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import * as z from "zod";
import type { StartedProduct } from "../startedProduct.js";

const id = "rollout-loupe.rollout-loupe";
const manifestSchema = z.looseObject({
  contributes: z.looseObject({ commands: z.array(z.looseObject({ command: z.string() })) }),
});

describe("the extension in a real VS Code", () => {
  const extension = vscode.extensions.getExtension<StartedProduct>(id);

  it("is known to the host and activates", async () => {
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("loads nothing of the product, and so no thread of it, while there is nothing to show", async () => {
    // This file is the first one: nobody has asked for anything, and the opened folder is empty.
    assert.equal((await extension?.activate())?.isAwake, false);
    const loaded = Object.keys(require.cache).filter(file =>
      file.startsWith(join(extension?.extensionPath ?? "?", "dist")),
    );
    assert.deepEqual(
      loaded.map(file => basename(file)),
      ["start.js"],
    );
  });

  it("stands in for every command until one is asked for, which then is the product's", async () => {
    await vscode.commands.executeCommand("loupe.showFormats");
    assert.equal((await extension?.activate())?.isAwake, true);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("registers every command that its manifest contributes", async () => {
    const { contributes } = manifestSchema.parse(extension?.packageJSON);
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter(command => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
