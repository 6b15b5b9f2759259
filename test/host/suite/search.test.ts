import * as assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { SearchQuery } from "../../../src/core/search/searchQuery.js";
import type { SearchView } from "../../../src/host/search/searchView.js";
import type { HitResult } from "../../../src/host/search/searchResults.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { SearchScope } from "../../../src/protocol/searchApi.js";
import { closeEditors } from "../closeEditors.js";
import { openProduct, type OpenedProduct } from "../openedProduct.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";

const plain = (text: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  ...{ text, isCaseSensitive: false, isWholeWord: false, isRegex: false, place: "response" },
  ...more,
});

/** What no pattern of `((x+x+)+y|needle)` comes to an end in: the search of a file of these goes on until it is stopped. */
const trap = `${"x".repeat(60)}!`;
const circling = plain("(x+x+)+y|needle", { isRegex: true });

const lineOf = (step: number, output: string) =>
  `${JSON.stringify({ input: "user\nWhere?\nassistant\n", output, gts: "A", score: 0, step })}\n`;

/** A step whose rollouts answer these. */
function writeAnswers({ run }: OpenedProduct, step: number, outputs: readonly string[]): void {
  mkdirSync(dirname(run.fileOf(step)), { recursive: true });
  writeFileSync(run.fileOf(step), outputs.map(output => lineOf(step, output)).join(""));
}

/** The matches that the list shows, by step. */
function listed({ tree }: SearchView): readonly HitResult[] {
  const steps = tree.getChildren().flatMap(run => tree.getChildren(run));
  return steps.flatMap(step => tree.getChildren(step)).filter((one): one is HitResult => one.kind === "hit");
}

describe("searching trajectories", () => {
  let product: OpenedProduct;
  let api: TestApi;
  let scope: SearchScope;
  const message = () => api.searchView.view.message ?? "";

  before(async () => {
    product = await openProduct("searched");
    ({ api } = product);
    scope = { kind: "run", path: product.run.folder };
    writeAnswers(product, 2, Array<string>(40).fill(trap));
    writeAnswers(product, 3, ["A needle lies here.", "No such thing."]);
    await until("step 3", () => product.find(node => node.kind === "step" && node.step === 3 && node.rollouts === 2));
    await until("step 2", () => product.find(node => node.kind === "step" && node.step === 2 && node.rollouts === 40));
  });
  after(async () => {
    await vscode.commands.executeCommand("loupe.clearSearch");
    await closeEditors();
  });

  it("lists matches by run and step, the newest first, each with its place", async () => {
    const { searchView } = api;
    await searchView.search(plain("ANSWER"), scope);
    const [run] = searchView.tree.getChildren();
    assert.ok(run?.kind === "run" && run.run === product.run.folder);
    const [step, ...further] = searchView.tree.getChildren(run);
    assert.ok(step?.kind === "step" && step.step === 1 && further.length === 0);
    assert.equal(message(), "16 matches in 50 rollouts.");
    const [hit] = listed(searchView);
    assert.ok(hit !== undefined);
    const { label, description, accessibilityInformation } = searchView.tree.getTreeItem(hit);
    assert.ok(typeof label === "object");
    const [[from, to] = [0, 0]] = label.highlights ?? [];
    assert.equal(label.label.slice(from, to), "answer");
    assert.equal(description, "row 0 · turn 3");
    assert.equal(accessibilityInformation?.label, `${label.label}, ${description}`);
  });

  it("opens the rollout of a match, with what was found", async () => {
    const hit = listed(api.searchView).find(({ row }) => row.ref.row === 5);
    assert.ok(hit !== undefined);
    await vscode.commands.executeCommand("loupe.openSearchHit", hit);
    assert.deepEqual(api.panels.following?.ref, hit.row.ref);
  });

  it("hands a match to what is done with a rollout, as its menu does", async () => {
    const hit = listed(api.searchView).find(({ row }) => row.ref.row === 5);
    assert.ok(hit !== undefined);
    await vscode.commands.executeCommand("loupe.copyLink", hit);
    assert.match(await vscode.env.clipboard.readText(), /\/open\?v=1&file=.*&row=5(?:&|$)/);
  });

  it("is asked for again where the last one looked", async () => {
    const found = listed(api.searchView).length;
    const asked = vscode.commands.executeCommand("loupe.searchAgain");
    let isOver = false;
    const over = Promise.resolve(asked).then(() => (isOver = true));
    // The text stands there: it is accepted as soon as the box is there.
    await until("the search to be over", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return isOver;
    });
    await over;
    assert.deepEqual(api.searchView.scope, scope);
    assert.equal(listed(api.searchView).length, found);
  });

  it("tells what it found while it still looks, and is stopped by its command: what was found stays", async () => {
    const { searchView } = api;
    const searching = searchView.search(circling, scope);
    await until("the first match", () => /^1 match so far, \d+ of 50 rollouts searched\.$/.test(message()));
    await vscode.commands.executeCommand("loupe.stopSearch");
    await searching;
    assert.match(message(), /The search was stopped\.$/);
    assert.deepEqual(
      listed(searchView).map(({ row }) => [row.step, row.ref.row]),
      [[3, 0]],
    );
  });

  it("is ended by the next one, which finds nothing of it in its list", async () => {
    const { searchView } = api;
    const before = searchView.search(circling, scope);
    await until("the first match", () => message().startsWith("1 match so far"));
    await searchView.search(plain("No such thing"), scope);
    await before;
    assert.equal(message(), "1 match in 50 rollouts.");
    assert.deepEqual(
      listed(searchView).map(({ row }) => row.ref.row),
      [1],
    );
  });

  it("leaves no search behind when several are asked for at once", async () => {
    const { searchView } = api;
    // More than may be under way at the same time.
    const all = Array.from({ length: 6 }, () => searchView.search(circling, scope));
    await searchView.search(plain("needle"), scope);
    await Promise.all(all);
    assert.equal(message(), "1 match in 50 rollouts.");
  });

  it("says what is wrong with an expression, and that nothing was found", async () => {
    const { searchView } = api;
    await searchView.search(plain("(", { isRegex: true }), scope);
    assert.match(message(), /regular expression/i);
    assert.deepEqual(searchView.tree.getChildren(), []);
    await searchView.search(plain("nowhere at all"), scope);
    assert.equal(message(), "Nothing found in 50 rollouts.");
    await vscode.commands.executeCommand("loupe.clearSearch");
    await untilEqual(message, "");
  });
});
