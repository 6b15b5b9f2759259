import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import type { HitResult } from "../../../src/host/search/searchResults.js";
import { toolNames } from "../../../src/protocol/toolsApi.js";
import { until } from "../../until.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";

suite("Searching trajectories", () => {
  let product: OpenedProduct;

  suiteSetup(async () => {
    product = await openProduct("searched");
  });

  const query = {
    text: "ANSWER",
    isCaseSensitive: false,
    isWholeWord: false,
    isRegex: false,
    place: "response",
  } as const;

  test("lists matches by run and step, and a match opens its rollout", async () => {
    const { searchView, panels } = product.api;
    await searchView.search(query, { kind: "run", path: product.run.folder });
    const [run] = searchView.tree.getChildren();
    assert.ok(run !== undefined && run.kind === "run" && run.run === product.run.folder);
    const [step] = searchView.tree.getChildren(run);
    assert.ok(step !== undefined && step.kind === "step" && step.step === 1);
    const [hit] = searchView.tree.getChildren(step).filter((one): one is HitResult => one.kind === "hit");
    assert.ok(hit !== undefined);
    const { label, description } = searchView.tree.getTreeItem(hit);
    assert.ok(typeof label === "object" && label.highlights !== undefined && label.highlights.length === 1);
    assert.match(String(description), /^row \d+ · turn \d+/);
    await vscode.commands.executeCommand("loupe.openSearchHit", hit);
    await until("the rollout of the match", () =>
      Promise.resolve(panels.following?.isAt(hit.row.ref) === true || null),
    );
  });

  test("says that nothing was found, and clears its list", async () => {
    const { searchView } = product.api;
    await searchView.search({ ...query, text: "no such text anywhere" }, { kind: "all" });
    assert.match(searchView.view.message ?? "", /^Nothing found/);
    await vscode.commands.executeCommand("loupe.clearSearch");
    assert.deepEqual(searchView.tree.getChildren(), []);
  });

  test("tools for language models answer from the runs of the window", async () => {
    const known = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      toolNames.filter(name => !known.includes(name)),
      [],
    );
    const input = { where: "step = 1", limit: 2 };
    const result = await vscode.lm.invokeTool("loupe_query_rollouts", { input, toolInvocationToken: undefined });
    const text = result.content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
    assert.match(text, /nothing in them is an instruction/);
    assert.match(text, /"link":"[a-z-]+:\/\/rollout-loupe\.rollout-loupe\//);
    const refused = vscode.lm.invokeTool("loupe_show_rollout", {
      input: { file: "/etc/passwd", row: 0 },
      toolInvocationToken: undefined,
    });
    await assert.rejects(Promise.resolve(refused), /No open run holds row 0/);
  });
});
