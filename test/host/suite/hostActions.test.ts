import * as assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { jobNode } from "../../../src/host/jobs/jobNode.js";
import { openSshTerminal } from "../../../src/host/jobs/openSshTerminal.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { smallDraft } from "../smallDraft.js";
import { until } from "../../until.js";

describe("commands about hosts and their jobs", () => {
  let api: TestApi;
  let root = "";
  /** Settings of a machine hold a moment after they were written. */
  const set = async (name: string, value: string | undefined) => {
    const settings = () => vscode.workspace.getConfiguration("loupe");
    await settings().update(name, value, vscode.ConfigurationTarget.Global);
    await until(name, () => (settings().inspect(name)?.globalValue ?? "") === (value ?? ""));
  };

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    api = await (await extension.activate()).wake();
    root = mkdtempSync(join(tmpdir(), "loupe-hosts-"));
    await set("runRoot", join(root, "runs"));
  });

  after(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    for (const name of ["runRoot", "ssh.path", "ssh.configFile"]) await set(name, undefined);
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  it("log in with ssh itself in a terminal, with the settings' program and file, and no shell between", async () => {
    const [program, said] = [join(root, "it's ssh"), join(root, "said")];
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >'${said}.part'\nmv '${said}.part' '${said}'\nsleep 600\n`);
    chmodSync(program, 0o700);
    await set("ssh.path", program);
    await set("ssh.configFile", join(root, "an ssh $(config)"));
    await vscode.commands.executeCommand("loupe.openHostTerminal", jobNode.id({ kind: "host", host: "me@gpu-1" }));
    await until("the arguments", () => existsSync(said));
    assert.deepEqual(readFileSync(said, "utf8").split("\n"), [
      "-F",
      join(root, "an ssh $(config)"),
      "--",
      "me@gpu-1",
      "",
    ]);
    await until("the terminal", () => vscode.window.terminals.some(({ name }) => name === "ssh me@gpu-1"));
  });

  it("open no terminal for what ssh would take as an option", () => {
    const before = vscode.window.terminals.length;
    assert.throws(() => openSshTerminal("-oProxyCommand=touch"), /no host name/);
    assert.equal(vscode.window.terminals.length, before);
  });

  describe("forget a job", () => {
    const { showWarningMessage } = vscode.window;
    /** What a person answers: VS Code shows no modal question while it is tested. */
    const answer = (value: string | undefined) => {
      const asked: unknown[][] = [];
      Object.assign(vscode.window, {
        showWarningMessage: (...question: unknown[]) => {
          asked.push(question);
          return Promise.resolve(value);
        },
      });
      return asked;
    };
    afterEach(() => {
      Object.assign(vscode.window, { showWarningMessage });
    });

    it("only once a person says so, and leave its run folder and the job alone", async () => {
      const { jobs, jobsTree } = api.jobParts;
      const job = { host: "local", runId: "forgotten-0001" };
      const id = jobNode.id({ kind: "job", job });
      const command = 'while [ ! -e "$LOUPE_RUN_DIR/end" ]; do sleep 0.05; done; echo done >"$LOUPE_RUN_DIR/out.txt"';
      const launched = await jobs.launch(smallDraft(job.runId, root, command), {});
      assert.equal(launched.kind, "launched");
      const view = () => jobs.jobs().find(({ runId }) => runId === job.runId);
      await until("the run", () => view()?.state === "running");
      const folder = view()?.runFolder ?? "";

      const [question] = [answer(undefined)];
      await vscode.commands.executeCommand("loupe.forgetJob", id);
      assert.ok(view() !== undefined, "the question was closed");
      assert.equal(question[0]?.[0], "Forget forgotten-0001 on local?");
      assert.match(JSON.stringify(question[0][1]), /not stopped by this.*stays/);

      answer("Forget");
      await vscode.commands.executeCommand("loupe.forgetJob", id);
      assert.equal(view(), undefined);
      assert.ok(!jobsTree.getChildren(jobNode.id({ kind: "host", host: "local" })).includes(id));
      writeFileSync(join(folder, "end"), "");
      await until("the end of the run", () => existsSync(join(folder, "out.txt")));
      assert.ok(existsSync(join(folder, "run.json")));
      await jobs.refresh("local", { adopt: true });
      await until("it again, as its folder is there", () => view());
      await jobs.forget(job);
    });
  });
});
