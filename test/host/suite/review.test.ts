import * as assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { ReviewPanel } from "../../../src/host/benchmark/reviewPanel.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { madeEvent } from "../../fixtures/review/madeEvent.js";
import { madeQuestion } from "../../fixtures/review/madeQuestion.js";
import { until } from "../../until.js";
import { closeEditors } from "../closeEditors.js";
import { untilEqual } from "../untilEqual.js";

const ids = ["dep-000000000001", "dep-000000000002"] as const;

describe("the review of a benchmark", () => {
  let api: TestApi;
  let folder = "";

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(extension);
    assert.ok(root);
    api = await (await extension.activate()).wake();
    folder = join(root, "reviewed");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "questions.jsonl"), ids.map(id => `${JSON.stringify(madeQuestion({ id }))}\n`).join(""));
  });

  after(async () => {
    await closeEditors();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function opened(): Promise<ReviewPanel> {
    await vscode.commands.executeCommand("loupe.reviewQuestions", { folder, task: "depth_comparison" });
    const view = await until("the review", () => api.reviews.all.find(one => one.folder === folder) ?? null);
    await until("its page", () => view.isConnected);
    return view;
  }

  const states = async (view: ReviewPanel) =>
    (await view.session())?.store.questions.map(({ question }) => question.review.state);

  it("opens on what is to be reviewed, once for each folder", async () => {
    const view = await opened();
    assert.equal(await opened(), view);
    assert.deepEqual(await states(view), ["new", "new"]);
  });

  it("writes each decision to the log, with who decided", async () => {
    const session = await (await opened()).session();
    assert.ok(session);
    const filter = {
      ...{ task: null, generator: null, position: null, check: null, mostConfidence: null, state: null },
      order: "page",
    } as const;
    await session.decide({ id: ids[0], decision: "right", edit: {}, seconds: 2, filter });
    const [line = ""] = readFileSync(join(folder, "reviews.jsonl"), "utf8").split("\n");
    const written: unknown = JSON.parse(line);
    assert.ok(typeof written === "object" && written !== null && "reviewer" in written && "tool_version" in written);
    assert.ok(typeof written.reviewer === "string" && written.reviewer !== "");
    assert.match(String(written.tool_version), /^\d+\.\d+\.\d+/);
  });

  it("follows what others write", async () => {
    const view = await opened();
    const bobs = madeEvent("rv-0000000b0b", 1, { reviewer: "Bob", decision: "wrong", reason: "tie" });
    const changed = { ...bobs, target: { kind: "question", id: ids[1] } };
    appendFileSync(join(folder, "reviews.jsonl"), `${JSON.stringify(changed)}\n`);
    await untilEqual(() => states(view), ["accepted", "rejected"]);
  });

  it("reads the questions again when they are built anew", async () => {
    const view = await opened();
    const anew = ids.map(id => `${JSON.stringify(madeQuestion({ id, content_sha: "b".repeat(64) }))}\n`);
    writeFileSync(join(folder, "questions.jsonl"), anew.join(""));
    await untilEqual(() => states(view), ["new", "new"]);
  });
});
