import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { editConfig } from "../../../src/core/launch/editConfig.js";
import { prepareLaunch } from "../../../src/node/launch/prepareLaunch.js";
import type { LaunchDraft } from "../../../src/node/jobs/launchDraft.js";
import { closeEditors } from "../closeEditors.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";

/** Stands for a person's first launch: the example as it is shipped, shortened, by the program of the extension itself. */
describe("the example of the miniature", () => {
  let api: TestApi;
  let extensionPath = "";
  let root = "";

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    ({ extensionPath } = extension);
    api = await (await extension.activate()).wake();
    root = mkdtempSync(join(tmpdir(), "loupe-miniature-"));
    await vscode.workspace.getConfiguration("loupe").update("runRoot", root, vscode.ConfigurationTarget.Global);
    await until("the setting", () => vscode.workspace.getConfiguration("loupe").get("runRoot") === root);
  });

  after(async () => {
    for (const job of api.jobParts.jobs.jobs()) {
      await api.jobParts.jobs.stop(job, { isHard: true, graceSeconds: 0 });
      await api.jobParts.jobs.forget(job);
    }
    await vscode.workspace.getConfiguration("loupe").update("runRoot", undefined, vscode.ConfigurationTarget.Global);
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  async function draft(): Promise<LaunchDraft> {
    const example = readFileSync(join(extensionPath, "examples", "miniature.loupe-run.json"), "utf8");
    const file = join(root, "miniature.loupe-run.json");
    writeFileSync(file, editConfig(example, "hyper.steps", 3));
    const read = await prepareLaunch(file, {
      ...{ text: null, isTrusted: true, isCounted: true, resumeFrom: null, strategies: [] },
      trainerFolder: join(extensionPath, "dist", "trainer"),
    });
    assert.ok(read.kind === "draft");
    return read.draft;
  }

  it("says of a reward function of the settings that it cannot pay a miniature", async () => {
    const settings = () => vscode.workspace.getConfiguration("loupe");
    const own = [{ id: "judged", file: join(root, "reward.py") }];
    await settings().update("ownRewards", own, vscode.ConfigurationTarget.Global);
    try {
      await until("the setting", () => (settings().get<readonly object[]>("ownRewards") ?? []).length === 1);
      const example = readFileSync(join(extensionPath, "examples", "miniature.loupe-run.json"), "utf8");
      const file = join(root, "judged.loupe-run.json");
      writeFileSync(file, editConfig(example, "strategy", "judged"));
      await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
      const form = await until("the form", () => api.forms.all.at(-1));
      const errors = () => (form.form?.findings ?? []).filter(({ level }) => level === "error");
      await untilEqual(() => errors().map(({ key }) => key), ["strategy"]);
      assert.match(errors()[0]?.text ?? "", /judged is a program of its own .*reward\.py/);
    } finally {
      await closeEditors();
      await settings().update("ownRewards", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("is launched on this machine, runs to its end, and is one run of the tree with its arm", async () => {
    const made = await draft();
    assert.deepEqual(
      made.findings.filter(({ level }) => level === "error"),
      [],
    );
    const launched = await api.jobParts.jobs.launch(made, {});
    assert.ok(launched.kind === "launched", JSON.stringify(launched));
    const { runId } = launched.job;
    const view = () => api.jobParts.jobs.jobs().find(job => job.runId === runId);
    const seen = () => ({ state: view()?.state, code: view()?.exitCode, step: view()?.step });
    await untilEqual(seen, { state: "exited", code: 0, step: 3 }, 180);
    const runs = async () => {
      const nodes = await Promise.all((await api.tree.getChildren()).map(id => api.tree.nodeOf(id)));
      return nodes.flatMap(node => (node?.kind === "run" && node.path.startsWith(root) ? [node] : []));
    };
    await untilEqual(async () => (await runs()).map(({ path }) => path), [join(root, runId)]);
    await untilEqual(async () => {
      const [node] = await runs();
      return [node?.latestStep, node?.launch?.arm, node?.launch?.strategy];
    }, [3, "Region-Aware RL (simulated)", "two-phase"]);
  });
});
