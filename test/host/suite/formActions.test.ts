import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Finding } from "../../../src/core/launch/finding.js";
import { comparePlans } from "../../../src/host/launch/comparePlans.js";
import { launchHost } from "../../../src/host/launch/launchHost.js";
import type { LaunchPanel } from "../../../src/host/launch/launchPanel.js";
import { toldFinding } from "../../../src/host/launch/toldFinding.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { closeEditors } from "../closeEditors.js";
import { until } from "../../until.js";

const config = {
  ...{ name: "actions-of-a-test", method: "RL", engine: "verl-current", host: "local" },
  model: { path: "Qwen/Qwen2.5-VL-7B-Instruct" },
  data: { train: "/data/of/nobody.jsonl", onHost: true },
  // Nothing of a user listens on port 1.
  launcher: { kind: "ray", dashboardPort: 1 },
};

describe("what the form of a run configuration does", () => {
  let api: TestApi;
  let folder = "";
  let form: LaunchPanel;

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    api = await (await extension.activate()).wake();
    folder = mkdtempSync(join(tmpdir(), "loupe-actions-"));
    const file = join(folder, "actions.loupe-run.json");
    writeFileSync(file, JSON.stringify(config));
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
    form = await until("the form", () => api.forms.all.find(one => one.document.uri.fsPath === file));
    await until("its plan", () => form.draft);
  });

  after(async () => {
    await closeEditors();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it("tells with its preflight what the host's scheduler lacks, before anything is launched", async () => {
    await launchHost(form).preflight(null);
    const shown = form.form?.preflight;
    assert.equal(shown?.failure, null);
    const absent: Finding = {
      ...{ level: "error", code: "ray-unreachable", values: [1, "local"] },
      key: "launcher.dashboardPort",
    };
    assert.deepEqual(
      shown.findings.find(({ key }) => key === "launcher.dashboardPort"),
      toldFinding(absent),
    );
  });

  it("shows every file that differs between the last launch and the next, and no other", async () => {
    const files = form.draft?.plan.files ?? [];
    const [first, ...rest] = files;
    assert.ok(first !== undefined && rest.length > 0);
    const title = "actions-of-a-test: last launch and next";
    const shown = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ label }) => label.startsWith(title))).length;
    const file = form.document.uri.fsPath;
    // The next launch would send the same files: nothing is shown, also not beside what is shown below.
    form.services.launched.keep(file, files);
    await comparePlans(form);
    const gone = { path: "gone.txt", text: "only the last launch had it\n", isExecutable: false };
    form.services.launched.keep(file, [{ ...first, text: `${first.text}# older\n` }, ...rest, gone]);
    await comparePlans(form);
    await until("the comparison", () => shown() > 0);
    const sides = (path: string) =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === "loupe-plan" && uri.path === `/${path}`)
        .map(document => document.getText())
        .sort();
    await until("both texts of the file that differs", () => sides(first.path).length === 2);
    assert.deepEqual(sides(first.path), [first.text, `${first.text}# older\n`].sort());
    await until("the file that is no more", () => sides(gone.path).length > 0);
    assert.deepEqual(
      rest.flatMap(({ path }) => sides(path)),
      [],
    );
    assert.equal(shown(), 1);
  });
});
