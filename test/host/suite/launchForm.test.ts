import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { LaunchPanel } from "../../../src/host/launch/launchPanel.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { closeEditors } from "../closeEditors.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";

const text = `{
  // The KL of Table 10 is 0.04.
  "name": "form-of-a-test",
  "method": "RARL",
  "engine": "verl-current",
  "host": "local",
  "model": { "path": "Qwen/Qwen2.5-VL-7B-Instruct" },
  "data": { "train": "train.jsonl" },
  "hyper": { "klCoefficient": 0.02 }
}
`;

describe("the form of a run configuration", () => {
  let api: TestApi;
  let folder = "";
  let file = "";
  let form: LaunchPanel;

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    api = await (await extension.activate()).wake();
    folder = mkdtempSync(join(tmpdir(), "loupe-form-"));
    file = join(folder, "a.loupe-run.json");
    writeFileSync(file, text);
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file));
    form = await until("the form", () => api.forms.all.at(-1));
    await until("its page", () => form.isConnected);
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await closeEditors();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const setting = (key: string) => form.form?.settings.find(one => one.key === key);

  it("opens for such a file by default, planned beside the paper's values", async () => {
    await untilEqual(() => ({ ...setting("hyper.klCoefficient"), override: "" }), {
      key: "hyper.klCoefficient",
      value: "0.02",
      paper: "0.04",
      isPaper: false,
      override: "",
    });
    assert.ok(form.form?.files.some(({ path }) => path === "command.sh"));
  });

  it("writes a value into the text, keeps what else stands there, and is undone as an edit", async () => {
    await form.edit("hyper.klCoefficient", 0.03);
    assert.equal(form.document.getText(), text.replace("0.02", "0.03"));
    await until("the new plan", () => setting("hyper.klCoefficient")?.value === "0.03");
    await vscode.commands.executeCommand("undo");
    await until("the old text", () => form.document.getText() === text);
    assert.equal(readFileSync(file, "utf8"), text);
  });

  it("says what is wrong in the person's words while the text is no configuration, and is a form again after", async () => {
    await form.edit("method", "RALR");
    await until("the issue", () => form.form?.config === null);
    assert.match(form.form?.issues[0] ?? "", /^method cannot have this value; allowed: .*RARL/);
    await form.edit("method", "RARL");
    await until("the form", () => form.form?.config?.method === "RARL");
  });

  it("follows hosts, secrets and strategies that change while it is open", async () => {
    const settings = vscode.workspace.getConfiguration("loupe");
    const set = (name: string, value: unknown) => settings.update(name, value, vscode.ConfigurationTarget.Global);
    const segments = [{ terms: [{ part: "accuracy", weight: 1 }] }];
    try {
      await set("hosts", ["gpu-of-a-form"]);
      await until("the host", () => form.form?.hosts.includes("gpu-of-a-form"));
      await set("strategies", [{ id: "mine", name: "Mine", segments }]);
      await until("the strategy", () => form.form?.strategies.some(({ id }) => id === "mine"));
      await api.jobParts.secrets.set("FORM_TOKEN", "a value");
      await until("the secret", () => form.form?.secrets.includes("FORM_TOKEN"));
    } finally {
      await set("hosts", undefined);
      await set("strategies", undefined);
      await api.jobParts.secrets.remove("FORM_TOKEN");
    }
    await until("what was taken away", () => {
      const { hosts = ["gpu-of-a-form"], secrets = [], strategies = [] } = form.form ?? {};
      const isKept = hosts.includes("gpu-of-a-form") || secrets.includes("FORM_TOKEN");
      return !isKept && strategies.every(({ id }) => id !== "mine");
    });
  });

  it("counts what is missing among the findings", async () => {
    await until("the finding", () =>
      form.form?.findings.some(({ level, key }) => level === "error" && key === "data.train"),
    );
  });
});
