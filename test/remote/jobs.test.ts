import { execFileSync, spawn, type ChildProcessByStdio } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openJobs } from "../../src/node/jobs/openJobs.js";
import type { JobsService } from "../../src/node/jobs/jobsService.js";
import { madeDraft } from "../unit/jobs/madeDraft.js";
import { buildChild } from "./lib/buildChild.js";
import type { ChildOrder } from "./lib/jobsChild.js";
import { killOne } from "./lib/killOne.js";
import { newRunId } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "git", "tar"]);

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A stand-in trainer: a step each 0.3 s until TERM, with rollouts, metrics and checkpoints; TERM saves one more and ends well. */
const trainer = `
cd "$LOUPE_RUN_DIR"
mkdir -p out/rollouts out/metrics out/ckpt
save() { mkdir -p out/ckpt/global_step_$1/actor; echo '{}' >out/ckpt/global_step_$1/actor/config.json; printf $1 >out/ckpt/latest_checkpointed_iteration.txt; }
trap 'save $n; echo saved $n; exit 0' TERM
n=0
while :; do
  n=$((n + 1))
  echo "{\\"input\\":\\"q\\",\\"output\\":\\"a\\",\\"score\\":0.5,\\"step\\":$n}" >out/rollouts/$n.jsonl
  echo "{\\"step\\":$n,\\"data\\":{\\"critic/score/mean\\":0.5,\\"timing_s/step\\":0.3}}" >>out/metrics/1.jsonl
  echo "step $n"
  sleep 0.3
done
`;

describe.skipIf(missing !== null)(`jobs on a host ${missing ?? ""}`, () => {
  let server: SshServer;
  let folder: string;
  let child: string;
  const children: Child[] = [];
  const opened: JobsService[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "loupe-remote-jobs-"));
    [server, child] = await Promise.all([startSshServer(), buildChild("jobsChild", folder)]);
  });
  afterAll(async () => {
    for (const each of children) each.kill("SIGKILL");
    await Promise.all(opened.map(jobs => jobs.dispose()));
    const root = join(server.home, "runs");
    for (const id of existsSync(root) ? readdirSync(root) : []) for (const pid of processesOf(id)) killOne(pid);
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const newStorage = () => mkdtempSync(join(folder, "storage-"));

  function open(storage: string, isPolling = true): JobsService {
    const jobs = openJobs({
      ...{ storage, isPolling, trainerFolder, sshPath: "ssh", pullFolder: null, runRoot: "~/runs" },
      sshConfigFile: server.configFile,
      log: { warn: () => undefined },
    });
    opened.push(jobs);
    return jobs;
  }

  /** A process of its own, and the lines that it has said so far. */
  function start(order: Partial<ChildOrder> & Pick<ChildOrder, "deed" | "storage" | "runId">) {
    const whole: ChildOrder = {
      ...{ host: "loupe-dash", runRoot: "~/runs", command: "", folder, uploads: [], trainerFolder },
      configFile: server.configFile,
      ...order,
    };
    const started = spawn(process.execPath, [child, JSON.stringify(whole)], { stdio: ["ignore", "pipe", "pipe"] });
    children.push(started);
    let said = "";
    let wrong = "";
    started.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    started.stderr.setEncoding("utf8").on("data", (text: string) => (wrong += text));
    const ended = new Promise<void>(resolve => started.once("close", () => resolve()));
    const lines = () =>
      said
        .split("\n")
        .slice(0, -1)
        .map(line => JSON.parse(line) as Record<string, unknown>);
    return { process: started, lines, ended, wrong: () => wrong };
  }

  /** A repository with a configuration in it, and data beside it. */
  function project(): { readonly folder: string; readonly uploads: ChildOrder["uploads"] } {
    const place = mkdtempSync(join(folder, "project-"));
    const repository = join(place, "repository");
    for (const path of ["repository/train.py", "data/train.jsonl", "data/pages/page 1.txt"]) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), `${path}\n`);
    }
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: repository });
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "first");
    appendFileSync(join(repository, "train.py"), "not committed\n");
    const uploads = [
      { from: join(place, "data", "train.jsonl"), to: "data/train.jsonl" },
      { from: join(place, "data", "pages"), to: "data/pages" },
    ];
    return { folder: repository, uploads };
  }

  it("get the code as it lies here, committed or not, and their data", async () => {
    const jobs = open(newStorage(), false);
    const runId = newRunId("code");
    const made = project();
    const command = 'cat train.py ../data/train.jsonl "../data/pages/page 1.txt"';
    const draft = { ...madeDraft({ runId, folder: made.folder, command, host: "loupe-fish" }), uploads: made.uploads };
    expect(await jobs.launch(draft, {})).toMatchObject({ kind: "launched", isNew: true });
    const chunks: Buffer[] = [];
    expect(await jobs.follow({ host: "loupe-fish", runId }, 0, bytes => chunks.push(bytes)).closed).toBeNull();
    expect(Buffer.concat(chunks).toString("utf8")).toBe(
      "repository/train.py\nnot committed\ndata/train.jsonl\ndata/pages/page 1.txt\n",
    );
    const run = JSON.parse(readFileSync(join(server.home, "runs", runId, "run.json"), "utf8")) as object;
    expect(run).toMatchObject({
      code: { isDirty: true },
      data: [{ to: "data/train.jsonl", files: 1 }, { to: "data/pages" }],
    });
    expect(readFileSync(join(server.home, "runs", runId, "snapshot.diff"), "utf8")).toContain("+not committed");
  });

  /** Where a launch has come to, by what it leaves here and on the host; the last: to its end. */
  const milestones: readonly (readonly [string, (storage: string, run: string) => boolean])[] = [
    ["at once", () => true],
    ["remembered", storage => existsSync(join(storage, "jobs"))],
    ["with a folder", (_, run) => existsSync(run)],
    ["with data", (_, run) => existsSync(join(run, "data"))],
    ["with files", (_, run) => existsSync(join(run, "run.json"))],
    ["claimed", (_, run) => existsSync(join(run, "launch.lock"))],
    ["begun", (_, run) => existsSync(join(run, "job.pid"))],
    ["over", (_, run) => existsSync(join(run, "exit"))],
  ];

  it.each(milestones)("are launched once, wherever their launchers are killed: %s", async (name, isThere) => {
    const storage = newStorage();
    const runId = newRunId("killed");
    const run = join(server.home, "runs", runId);
    const order = { deed: "launch", storage, runId, command: "echo started", ...project() } as const;
    const first = start(order);
    await until(name, () => isThere(storage, run));
    first.process.kill("SIGKILL");
    await first.ended;
    const second = start(order);
    await second.ended;
    expect(second.lines().at(-1), second.wrong()).toMatchObject({ kind: "launched" });
    const log = join(run, "log");
    await until("the run's line", () => existsSync(log) && readFileSync(log, "utf8") !== "");
    await until("its end", () => existsSync(join(run, "exit")));
    expect(readFileSync(log, "utf8")).toBe("started\n");
  });

  it("are asked for by one of two windows, by the other when it is killed, and end once for both", async () => {
    const storage = newStorage();
    const runId = newRunId("windows");
    const launcher = start({ deed: "launch", storage, runId, command: trainer });
    await launcher.ended;
    const windows = [start({ deed: "watch", storage, runId }), start({ deed: "watch", storage, runId })];
    const knows = (at: number, least: number) => () =>
      windows[at]
        ?.lines()
        .some(
          ({ jobs }) =>
            Array.isArray(jobs) &&
            (jobs as readonly { step: number | null }[]).some(({ step }) => (step ?? 0) >= least),
        );
    await Promise.all([0, 1].map(at => until(`window ${String(at)} to see steps`, knows(at, 2))));
    // One connection to ask by and one to pull by at most, though there are two windows.
    await until("few connections", () => server.sessions().length / 2 <= 3);
    const leases = join(storage, "jobs", "leases");
    const killed = await until("the window that asks", () => {
      const asking = readdirSync(leases).filter(name => name.includes(".asking."));
      const holders = asking.map(name => (JSON.parse(readFileSync(join(leases, name), "utf8")) as { pid: number }).pid);
      const at = windows.findIndex(window => holders.at(-1) === window.process.pid);
      return at < 0 ? null : { at };
    });
    const other = windows[1 - killed.at]!;
    windows[killed.at]!.process.kill("SIGKILL");
    const seen = Number(/\d+\n$/.exec(readFileSync(join(server.home, "runs", runId, "log"), "utf8"))?.[0] ?? 0);
    await until("the other one to go on", knows(1 - killed.at, seen + 2));
    const command = open(storage, false);
    await command.stop({ host: "loupe-dash", runId }, { isHard: false, graceSeconds: 20 });
    const third = start({ deed: "watch", storage, runId });
    const seesEnd = (lines: readonly Record<string, unknown>[]) =>
      lines.some(
        ({ jobs }) =>
          Array.isArray(jobs) && (jobs as readonly { state: string }[]).some(one => one.state === "stopped"),
      );
    // Who sees an end tells it in the same breath, if nobody has; what was said before a kill is still read.
    for (const window of [other, third]) {
      await until("the end", () => seesEnd(window.lines()));
      window.process.kill("SIGKILL");
      await window.ended;
    }
    const ends = [...windows, third].flatMap(({ lines }) => lines().filter(line => line["ended"] !== undefined));
    expect(ends).toMatchObject([{ ended: runId, state: "stopped" }]);
  });

  it("are followed over connections that break, every byte once and in order", async () => {
    const jobs = open(newStorage(), false);
    const runId = newRunId("followed");
    const command = "i=0; until [ -f enough ]; do i=$((i+1)); printf '%s \\377\\303 line\\n' $i; sleep 0.02; done";
    const ref = { host: "loupe-bash", runId };
    expect(await jobs.launch(madeDraft({ runId, folder, command, host: ref.host }), {})).toMatchObject({ isNew: true });
    const streams = [0, 1].map(() => {
      const chunks: { readonly offset: number; readonly bytes: Buffer }[] = [];
      const stream = jobs.follow(ref, 0, (bytes, offset) => void chunks.push({ offset, bytes }));
      return { chunks, closed: stream.closed };
    });
    const bytesOf = () => streams.map(({ chunks }) => chunks.reduce((sum, { bytes }) => sum + bytes.length, 0));
    for (let drop = 0; drop < 6; drop += 1) {
      const before = bytesOf();
      await until("more of both", () => bytesOf().every((bytes, at) => bytes > (before[at] ?? 0) + 200));
      server.dropAll();
    }
    writeFileSync(join(server.home, "runs", runId, "enough"), "");
    const log = join(server.home, "runs", runId, "log");
    for (const { chunks, closed } of streams) {
      expect(await closed).toBeNull();
      expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).equals(readFileSync(log))).toBe(true);
      chunks.reduce((end, { offset, bytes }) => {
        expect(offset).toBe(end);
        return end + bytes.length;
      }, 0);
    }
  });

  it("have their rollouts here while they go on, and their last checkpoint and log after a soft stop", async () => {
    const jobs = open(newStorage());
    jobs.setWatched(true);
    const runId = newRunId("live");
    const ref = { host: "loupe-zsh", runId };
    expect(await jobs.launch(madeDraft({ runId, folder, command: trainer, host: ref.host }), {})).toMatchObject({
      isNew: true,
    });
    const view = () => jobs.jobs().find(job => job.runId === runId);
    const local = await until("a pulled folder", () => view()?.localFolder);
    const has = (path: string) => existsSync(join(local, path));
    await until("rollouts of a later step", () => has("out/rollouts/12.jsonl"));
    await expect.poll(view).toMatchObject({ state: "running", totalSteps: 4, reward: 0.5 });
    await jobs.stop(ref, { isHard: false, graceSeconds: 20 });
    await until("the end", () => view()?.state === "stopped");
    await until("everything", () => /saved \d+\n$/.test(has("log") ? readFileSync(join(local, "log"), "utf8") : ""));
    const saved = /saved (\d+)\n$/.exec(readFileSync(join(local, "log"), "utf8"))?.[1] ?? "";
    await until("the last checkpoint", () => has(`out/ckpt/global_step_${saved}/actor/config.json`));
    const there = join(server.home, "runs", runId);
    for (const name of readdirSync(join(there, "out", "rollouts"))) {
      const textIn = (run: string) => readFileSync(join(run, "out", "rollouts", name), "utf8");
      await expect.poll(() => textIn(local)).toBe(textIn(there));
    }
  });
});
