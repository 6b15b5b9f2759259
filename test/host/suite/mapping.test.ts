import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { until } from "../../until.js";
import { answeringPerson } from "../answeringPerson.js";
import { openProduct } from "../openedProduct.js";

const line = (text: string, grade: number): string =>
  `${JSON.stringify({ question: "Who holds the lamp?", model: { reply: `<answer>${text}</answer>` }, grade })}\n`;

describe("a file of no known format", () => {
  it("is read as soon as its proposed columns are written, and the rest of loupe.json stays", async () => {
    const product = await openProduct("mapped");
    const config = join(product.run.folder, "loupe.json");
    writeFileSync(config, '{\n  "$comment": "ours",\n  "space": "page"\n}\n');
    const path = join(product.run.folder, "of-nobody.jsonl");
    writeFileSync(path, line("Ada", 1) + line("Bob", 0.5));
    await vscode.commands.executeCommand("loupe.refresh");
    const file = () => product.find(node => node.kind === "file" && node.path === path);
    const unread = await until("the file that is not read", async () => {
      const found = await file();
      return found?.kind === "file" && found.problem?.code === "unknown-format" ? found : undefined;
    });
    const person = answeringPerson({ typed: {}, chosen: null });
    try {
      await vscode.commands.executeCommand("loupe.proposeMapping", unread.id);
    } finally {
      person.leave();
    }
    const written = readFileSync(config, "utf8");
    assert.match(written, /"\$comment": "ours",\n {2}"space": "page"/);
    assert.match(written, /"response": "model\.reply"/);
    assert.match(written, /"score": "grade"/);
    const read = await until("its rows", async () => {
      const found = await file();
      return found?.kind === "file" && found.format === "mapped" ? found : undefined;
    });
    assert.equal(read.rows, 2);
  });
});
