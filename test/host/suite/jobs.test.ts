import * as assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { jobNode } from "../../../src/host/jobs/jobNode.js";
import type { TestApi } from "../../../src/host/testApi.js";
import type { StartedProduct } from "../startedProduct.js";
import { openJobs } from "../../../src/node/jobs/openJobs.js";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import type { JobRef, JobView } from "../../../src/protocol/jobs/jobView.js";
import { writeStandInTrainer } from "../../fixtures/standInTrainer.js";
import { smallDraft } from "../smallDraft.js";
import { until } from "../../until.js";
import { untilEqual } from "../untilEqual.js";
import { untilHolds } from "../untilHolds.js";

/** Writes a step of rollouts, says a secret, and goes on until it is told to end. */
const trainer = `
trap 'echo saving; exit 0' TERM
mkdir -p out/rollouts
echo '{"input":"user\\nQuestion 1?\\nassistant\\n","output":"<answer>A</answer>","gts":"A","score":1.0,"step":1}' > out/rollouts/1.jsonl
echo "the token is $TOKEN"
printf 'caf\\303\\251 \\033]0;owned\\007ready\\n'
while [ ! -e end ]; do sleep 0.05; done
exit "$(cat end)"
`;

describe("jobs of a window", () => {
  let api: TestApi;
  let root = "";
  let other: JobsService | null = null;
  const secret = "tok_1234567890abcdef";

  before(async () => {
    const extension = vscode.extensions.getExtension<StartedProduct>("rollout-loupe.rollout-loupe");
    assert.ok(extension);
    api = await (await extension.activate()).wake();
    root = mkdtempSync(join(tmpdir(), "loupe-jobs-"));
    await vscode.workspace.getConfiguration("loupe").update("runRoot", root, vscode.ConfigurationTarget.Global);
    await until("the setting", () => vscode.workspace.getConfiguration("loupe").get("runRoot") === root);
    await vscode.commands.executeCommand("loupe.jobs.focus");
  });

  after(async () => {
    await other?.dispose();
    await api.jobParts.secrets.remove("TOKEN");
    for (const job of api.jobParts.jobs.jobs()) {
      await api.jobParts.jobs.stop(job, { isHard: true, graceSeconds: 0 });
      await api.jobParts.jobs.forget(job);
    }
    await vscode.workspace.getConfiguration("loupe").update("runRoot", undefined, vscode.ConfigurationTarget.Global);
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  const launch = async (runId: string, command = trainer): Promise<JobRef> => {
    const result = await api.jobParts.jobs.launch(smallDraft(runId, root, command), { TOKEN: secret });
    assert.equal(result.kind, "launched", JSON.stringify(result));
    return { host: "local", runId };
  };
  const viewOf = ({ runId }: JobRef): JobView | undefined => api.jobParts.jobs.jobs().find(job => job.runId === runId);
  const untilState = (job: JobRef, state: JobView["state"]) =>
    until(`${job.runId} to be ${state}`, () => viewOf(job)?.state === state);
  const end = (job: JobRef, code: number) => writeFileSync(join(root, job.runId, "end"), String(code));

  /** Everything that an attached terminal shows, as it comes. */
  const attach = (job: JobRef, endsWithJob = true) => {
    const pty = api.jobParts.logs.pty(job, endsWithJob);
    const shown = { text: "", code: null as number | null };
    pty.onDidWrite(text => (shown.text += text));
    pty.onDidClose?.(code => (shown.code = code ?? -1));
    pty.open(undefined);
    return { pty, shown };
  };

  it("are listed below their host, and their rollouts are in the Runs tree while they run", async () => {
    const job = await launch("listed-0001");
    await untilState(job, "running");
    const { jobsTree } = api.jobParts;
    const [host = ""] = jobsTree.getChildren();
    assert.equal(jobsTree.getTreeItem(host).label, "This machine");
    const id = jobNode.id({ kind: "job", job });
    assert.ok(jobsTree.getChildren(host).includes(id));
    await until("the folder", () => jobsTree.getTreeItem(id).contextValue === "job-going-pulled");
    const runs = () => api.tree.getChildren();
    await until("the run", async () => {
      const nodes = await Promise.all((await runs()).map(one => api.tree.nodeOf(one)));
      return nodes.some(node => node?.kind === "run" && node.path.startsWith(join(root, job.runId)));
    });
    await vscode.commands.executeCommand("loupe.revealJobInRuns", id);
    end(job, 0);
    await untilState(job, "exited");
    await until("the end in the tree", () => String(jobsTree.getTreeItem(id).description).startsWith("exit 0"));
  });

  it("show their log without what a terminal would obey, and without secrets", async () => {
    const job = await launch("log-0001");
    await api.jobParts.secrets.set("TOKEN", secret);
    const { shown, pty } = attach(job);
    await untilHolds(() => {
      assert.match(shown.text, /the token is ••••\r\ncafé ready\r\n/);
    });
    assert.ok(!shown.text.includes(secret) && !shown.text.includes("owned"));
    pty.close();
    await api.jobParts.jobs.refresh("local", { adopt: false });
    assert.equal(viewOf(job)?.state, "running", "closing a terminal leaves the job alone");
    // Only a job that nobody has stopped ends with this code.
    end(job, 5);
    await untilState(job, "exited");
    await untilEqual(() => viewOf(job)?.exitCode, 5);
  });

  it("give a task that attaches their exit code, and are not ended by Ctrl+C in it", async () => {
    const job = await launch("task-0001");
    const first = attach(job);
    await until("the log", () => first.shown.text.includes("ready"));
    first.pty.handleInput?.("\u0003");
    assert.equal(first.shown.code, 130);
    const second = attach(job);
    await until("the log again", () => second.shown.text.includes("ready"));
    end(job, 7);
    await untilEqual(() => second.shown.code, 7);
    assert.match(second.shown.text, /exit 7/);
  });

  it("are followed again in a terminal that had stopped, from the very byte on", async () => {
    const job = await launch(
      "enter-0001",
      'echo one; n=0; while [ ! -e end ]; do n=$((n + 1)); echo "line $n"; sleep 0.05; done',
    );
    const { shown, pty } = attach(job, false);
    await until("the log", () => shown.text.includes("line 5"));
    pty.handleInput?.("\u0003");
    const seen = shown.text;
    await until("the hint", () => shown.text.includes("Enter follows again"));
    pty.handleInput?.("\r");
    await until("more of the log", () => shown.text.length > seen.length + 400);
    end(job, 0);
    await untilState(job, "exited");
    await until("the end", () => shown.text.includes("exit 0"));
    const numbers = [...shown.text.matchAll(/line (\d+)\r\n/g)].map(([, n]) => Number(n));
    assert.deepEqual(
      numbers,
      Array.from({ length: numbers.length }, (_, at) => at + 1),
    );
    pty.close();
  });

  it("are offered as tasks of type loupe without asking a host", async () => {
    const job = await launch("offered-0001");
    const tasks = await vscode.tasks.fetchTasks({ type: "loupe" });
    const task = tasks.find(({ definition }) => definition["run"] === job.runId);
    assert.ok(task !== undefined);
    assert.equal(task.isBackground, false);
    const ended = new Promise<number | undefined>(resolve => {
      const stop = vscode.tasks.onDidEndTaskProcess(event => {
        if (event.execution.task.definition["run"] !== job.runId) return;
        stop.dispose();
        resolve(event.exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    end(job, 3);
    assert.equal(await ended, 3);
  });

  it("are followed on by a service that starts anew, and their end is told once by all of them", async () => {
    const told: string[] = [];
    const job = await launch("again-0001");
    await untilState(job, "running");
    api.jobParts.jobs.onEnd(({ runId }) => told.push(runId));
    other = openJobs({
      storage: storageOf(api),
      ...{ pullFolder: null, runRoot: root, sshPath: "ssh", sshConfigFile: null, isPolling: true },
      trainerFolder: join(extensionPath(), "dist", "trainer"),
      log: { warn: () => undefined },
    });
    const second = other;
    second.onEnd(({ runId }) => told.push(runId));
    await until("it in both", () => second.jobs().find(({ runId }) => runId === job.runId)?.state === "running");
    end(job, 0);
    await untilState(job, "exited");
    await until("the other window", () => second.jobs().find(({ runId }) => runId === job.runId)?.state === "exited");
    await second.dispose();
    assert.deepEqual(
      told.filter(runId => runId === job.runId),
      [job.runId],
    );
  });

  it("are stopped softly by their command: they save and say so", async () => {
    const job = await launch("stopped-0001");
    const { shown } = attach(job);
    await until("the log", () => shown.text.includes("ready"));
    await vscode.commands.executeCommand("loupe.stopJob", jobNode.id({ kind: "job", job }));
    await untilState(job, "stopped");
    await until("the last lines", () => shown.code !== null);
    assert.match(shown.text, /saving\r\n/);
    assert.equal(viewOf(job)?.exitCode, 0);
  });

  describe("launched by a configuration", () => {
    const path = process.env["PATH"] ?? "";
    let config: Record<string, unknown> = {};
    const write = (changes: Record<string, unknown> = {}) => {
      const file = join(root, "by-config.loupe-run.json");
      writeFileSync(file, JSON.stringify({ ...config, ...changes }));
      return file;
    };
    before(async () => {
      const { venv, bin, model, data } = await writeStandInTrainer(join(root, "host"));
      process.env["PATH"] = `${bin}:${path}`;
      config = {
        ...{ name: "by-config", method: "RL", engine: "verl-current", host: "local" },
        model: { path: model },
        data: { train: data, onHost: true },
        hyper: { steps: 3 },
        environment: { activate: { kind: "venv", path: venv } },
      };
    });
    after(() => {
      process.env["PATH"] = path;
    });

    it("run to their end once the question is answered, with what they wrote", async () => {
      const launching = api.jobParts.launchFlow.launch(write());
      const isDone = { value: false };
      void launching.then(() => (isDone.value = true));
      // The first item of the question launches; before it is shown there is nothing to accept.
      await until("the launch", async () => {
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return isDone.value;
      });
      const job = await launching;
      assert.ok(job !== null);
      await untilState(job, "exited");
      await until("the last step", () => viewOf(job)?.step === 3);
      assert.equal(viewOf(job)?.exitCode, 0);
      assert.equal(viewOf(job)?.configFile, join(root, "by-config.loupe-run.json"));
    });

    it("are refused for what cannot work, without a question, and can be tried again", async () => {
      const { launchFlow, jobs } = api.jobParts;
      const known = jobs.jobs().length;
      const file = join(root, "by-config.loupe-run.json");
      writeFileSync(file, "{ nonsense");
      assert.equal(await launchFlow.launch(file), null);
      assert.equal(await launchFlow.launch(write({ hyper: { steps: -1 } })), null);
      assert.equal(await launchFlow.launch(write({ model: { path: "/nowhere/at/all" } })), null);
      assert.equal(await launchFlow.launch(write({ host: "-oProxyCommand=touch" })), null);
      assert.equal(jobs.jobs().length, known);
    });
  });

  it("hold no secret in any file once they run", async () => {
    const job = await launch("secret-0001", "while [ ! -e end ]; do sleep 0.05; done");
    await untilState(job, "running");
    await until("the deleted secret", () => !existsSync(join(root, job.runId, "secrets.sh")));
    end(job, 0);
    await untilState(job, "exited");
  });
});

function extensionPath(): string {
  return vscode.extensions.getExtension("rollout-loupe.rollout-loupe")?.extensionPath ?? "";
}

function storageOf({ jobParts }: TestApi): string {
  return jobParts.storage;
}
