import * as assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { closeEditors } from "../closeEditors.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";
import { untilHolds } from "../untilHolds.js";

/** Training and the machine's other work share its cores. */
const patience = 180;

describe("miniatures", () => {
  let api: TestApi;
  let folder = "";

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    api = await (await extension.activate()).wake();
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    folder = join(root, "miniature");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    await vscode.commands.executeCommand("loupe.runs.focus");
  });

  after(async () => {
    for (const one of api.miniatures.folders) api.miniatures.stop(one);
    await until("the end of every training", () => api.miniatures.folders.length === 0);
    await closeEditors();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  /** Starts a command and takes the first item of each list that it shows, until what is waited for is there. */
  async function withFirstItems<Answer>(command: string, argument: string | null, ask: () => Answer | null | false) {
    const work = vscode.commands.executeCommand(command, ...(argument === null ? [] : [argument]));
    let failure: unknown = null;
    work.then(undefined, (error: unknown) => {
      failure = error;
    });
    return until(
      command,
      async () => {
        assert.ifError(failure);
        const answer = ask();
        if (answer === null || answer === false)
          await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return answer;
      },
      patience,
    );
  }

  const run = () => join(folder, "two-phase-seed-1");
  const checkpoint = () => {
    const file = join(run(), "latest_checkpointed_iteration.txt");
    return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  };

  /** What the run's item in the tree says to menus; null while there is none. */
  async function context(): Promise<string | null> {
    for (const id of await api.tree.getChildren()) {
      const node = await api.tree.nodeOf(id);
      if (node?.kind === "run" && node.path === run()) return (await api.tree.getTreeItem(id)).contextValue ?? null;
    }
    return null;
  }

  it("are started by taking what is offered, and stand in the tree while they train", async () => {
    await withFirstItems("loupe.startMiniatureRun", null, () => api.miniatures.folders.includes(run()));
    await untilEqual(context, "run-training");
  });

  it("stop with a checkpoint when they are told to, and can be resumed", async () => {
    await until("a first checkpoint", () => checkpoint() >= 10, patience);
    await vscode.commands.executeCommand("loupe.stopMiniatureRun", run());
    await until("the end", () => api.miniatures.folders.length === 0, patience);
    const stopped = checkpoint();
    assert.ok(existsSync(join(run(), "rollouts", `${String(stopped)}.jsonl`)));
    await untilEqual(context, "run-unfinished");

    await withFirstItems("loupe.resumeMiniatureRun", run(), () => api.miniatures.folders.includes(run()));
    await until("a further step", () => existsSync(join(run(), "rollouts", `${String(stopped + 1)}.jsonl`)), patience);
    await vscode.commands.executeCommand("loupe.stopMiniatureRun", run());
    await until("the end", () => api.miniatures.folders.length === 0, patience);
    assert.ok(checkpoint() > stopped);
  });

  it("are compared by taking what is offered, and the result is written and opened", async () => {
    const file = join(folder, "comparison.loupe-miniature.json");
    const view = await withFirstItems("loupe.compareInMiniature", null, () => {
      const open = api.comparisons.all.find(({ uri }) => uri.fsPath === file);
      return open?.isConnected === true && open.shown?.kind === "comparison" ? open : null;
    });
    assert.ok(existsSync(file));
    const { shown } = view;
    assert.equal(shown?.kind, "comparison");
    assert.deepEqual(
      shown.arms.map(({ name }) => name),
      ["Two-phase", "Single-phase", "Two-phase, conditional", "Conditional", "DeepEyes", "Vanilla"],
    );
    assert.ok(shown.statements.every(({ text }) => text !== "" && !/\{\d\}/.test(text)));
  });

  it("say why a file is no comparison, and follow it when it is written anew", async () => {
    const file = join(folder, "other.loupe-miniature.json");
    writeFileSync(file, "{}");
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
    const view = await until("the view", () => api.comparisons.all.find(({ uri }) => uri.fsPath === file));
    await until("its page", () => view.isConnected);
    await untilHolds(() => {
      assert.match(view.shown?.kind === "unreadable" ? view.shown.sentence : "", /no comparison of miniatures/);
    });
    writeFileSync(file, readFileSync(join(folder, "comparison.loupe-miniature.json")));
    await until("the comparison", () => view.shown?.kind === "comparison");
  });
});
