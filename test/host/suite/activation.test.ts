import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import * as z from "zod";

const id = "rollout-loupe.rollout-loupe";
const manifestSchema = z.looseObject({
  contributes: z.looseObject({ commands: z.array(z.looseObject({ command: z.string() })) }),
});

describe("the extension in a real VS Code", () => {
  const extension = vscode.extensions.getExtension(id);

  it("is known to the host and activates", async () => {
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command that its manifest contributes", async () => {
    const { contributes } = manifestSchema.parse(extension?.packageJSON);
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter(command => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
