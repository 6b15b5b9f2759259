import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localHost } from "../../src/core/launch/hostName.js";
import { runConfigSchema } from "../../src/core/launch/runConfig.js";
import { slurmScript, type SlurmLauncher } from "../../src/core/launch/slurmScript.js";
import type { JobState } from "../../src/core/launch/jobState.js";
import { openScheduler } from "../../src/node/engines/openScheduler.js";
import type { ScheduledJob, ScheduledState } from "../../src/node/engines/scheduler.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesOf, newRunId, reached } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { slurmPrograms, startSlurm, type SlurmCluster } from "./lib/startSlurm.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { untilState as untilScheduled } from "./lib/untilState.js";
import { until } from "../until.js";

const missing = missingPrograms(slurmPrograms);
const trainer = (name: string) => readFileSync(join(trainerFolder, name), "utf8");

interface Made extends ScheduledJob {
  read(path: string): string;
}

describe.skipIf(missing !== null)(`a real Slurm${missing === null ? "" : `: ${missing}`}`, () => {
  let cluster: SlurmCluster;
  let host: HostConnection;
  let root: string;
  const open = () => openScheduler({ kind: "slurm" }, host, trainerFolder);

  beforeAll(async () => {
    cluster = await startSlurm();
    process.env["SLURM_CONF"] = cluster.configFile;
    root = mkdtempSync(join(tmpdir(), "loupe % root-"));
    host = openHost(localHost, { trainerFolder });
  });

  afterAll(async () => {
    await host.dispose();
    await cluster.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
    delete process.env["SLURM_CONF"];
  });

  async function make(command: string, launcher: Partial<SlurmLauncher> = {}, gpus: number | null = 8): Promise<Made> {
    const runId = newRunId("slurm");
    const runFolder = join(root, runId);
    const all: SlurmLauncher = { kind: "slurm", requeue: false, ...launcher };
    const script = slurmScript({ runId, launcher: all, nodes: 1, gpusPerNode: gpus });
    const own = [
      { path: "slurm.sbatch", text: script, isExecutable: true },
      { path: "slurm.sh", text: trainer("slurm.sh"), isExecutable: false },
      { path: "lib.sh", text: trainer("lib.sh"), isExecutable: false },
    ];
    reached(await writeRunFiles(host, runFolder, [...filesOf(runId, command), ...own]));
    return { runId, runFolder, read: path => readFileSync(join(runFolder, path), "utf8") };
  }

  async function submit(
    command: string,
    launcher: Partial<SlurmLauncher> = {},
    secrets = "",
    gpus: number | null = 8,
  ): Promise<Made> {
    const made = await make(command, launcher, gpus);
    expect(await open().submit(made, secrets)).toMatchObject({ kind: "submitted", isNew: true });
    return made;
  }

  async function stateOf(job: ScheduledJob): Promise<ScheduledState> {
    const answer = await open().states([{ ...job, folder: { state: "absent", exitCode: null } }]);
    if (answer.kind !== "answered") throw new Error(JSON.stringify(answer));
    return answer.value.get(job.runId)!;
  }

  const untilState = (job: ScheduledJob, wanted: JobState, seconds?: number) =>
    untilScheduled(wanted, () => stateOf(job), seconds);

  /** Waits for a state with all that is said beside it: Slurm's word and its reason come later than the state itself. */
  const untilSeen = (job: ScheduledJob, wanted: object) => expect.poll(() => stateOf(job)).toMatchObject(wanted);

  const logOf = (job: Made) => (existsSync(join(job.runFolder, "log")) ? job.read("log") : "");
  const numberOf = (job: Made) => job.read("slurm.id").trim();

  it("runs a job with its secrets, and keeps its code and its log", async () => {
    const job = await submit('echo "hello $SECRET on $SLURMD_NODENAME"; exit 7', {}, "SECRET='it'\\''s'\n");
    await untilSeen(job, { state: "exited", exitCode: 7, note: { id: numberOf(job), word: "FAILED" } });
    expect(job.read("log")).toMatch(/^hello it's on n[12]$/m);
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    expect(cluster.run("scontrol", "write", "batch_script", numberOf(job), "-")).not.toContain("it's");
  });

  it("submits a run once, whoever asks and however often at once", async () => {
    const job = await make('echo begun >>"$LOUPE_RUN_DIR/out.txt"; sleep 1');
    const others = [0, 1, 2].map(() => openHost(localHost, { trainerFolder }));
    const all = await Promise.all(
      others.map(other => openScheduler({ kind: "slurm" }, other, trainerFolder).submit(job, "")),
    );
    expect(all.map(answer => answer.kind === "submitted" && answer.isNew).filter(Boolean)).toHaveLength(1);
    expect(new Set(all.map(answer => (answer.kind === "submitted" ? answer.id : answer))).size).toBe(1);
    await untilState(job, "exited");
    expect(await open().submit(job, "")).toMatchObject({ kind: "submitted", isNew: false });
    expect(job.read("out.txt")).toBe("begun\n");
    await Promise.all(others.map(other => other.dispose()));
  });

  it("says before a launch what Slurm lacks for it", async () => {
    const findings = async (launcher: object, more: object = {}) => {
      const answer = await open().findings(
        runConfigSchema.parse({
          ...{ name: "slurm", method: "RL", engine: "verl-current", host: "local", model: { path: "m" } },
          ...{ data: { train: "t" }, launcher: { kind: "slurm", ...launcher }, ...more },
        }),
      );
      return answer.kind === "answered" ? answer.value.map(({ code, values }) => [code, ...values]) : answer;
    };
    expect(await findings({ sharedRoot: root }, { nodes: 2 })).toEqual([]);
    expect(await findings({ partition: "gpu" })).toEqual([["slurm-no-partition", "gpu", "main"]]);
    expect(await findings({ sharedRoot: "/no/such" })).toEqual([["slurm-no-root", "/no/such", "local"]]);
    expect(await findings({}, { nodes: 3, gpus: { perNode: 16 } })).toEqual([
      ["slurm-too-few-nodes", "main", 2, 3],
      ["slurm-too-few-gpus", "main", 16, 8],
    ]);
  });

  it("tells why a job waits; taken out of the queue, it leaves no secrets and never runs", async () => {
    const hold = await submit("exec sleep 600");
    const other = await submit("exec sleep 600");
    await Promise.all([untilState(hold, "running"), untilState(other, "running")]);
    const job = await submit("echo ran >ran", {}, "SECRET=x\n");
    await untilSeen(job, { state: "queued", note: { word: "PENDING", reason: "Resources" } });
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(true);
    expect(await open().stop(job, { isHard: false, graceSeconds: 30 })).toEqual({ kind: "answered", value: null });
    await untilSeen(job, { state: "stopped", exitCode: null, note: { word: "CANCELLED" } });
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    // Cancelled by others while it waits: whoever looks next deletes them.
    const second = await submit("echo ran >ran", {}, "SECRET=x\n");
    cluster.run("scancel", numberOf(second));
    await untilState(second, "stopped");
    expect(existsSync(join(second.runFolder, "secrets.sh"))).toBe(false);
    await Promise.all([hold, other].map(each => open().stop(each, { isHard: true, graceSeconds: 0 })));
    await Promise.all([untilState(hold, "stopped"), untilState(other, "stopped")]);
  });

  it("leaves a stopped trainer the time to save, also what it started in a session of its own", async () => {
    const job = await submit(
      `trap 'echo saved; exit 5' TERM; (setsid sh -c 'trap "echo child saved >child; exit" TERM; echo >up; while :; do sleep 0.1; done') & echo began; while :; do sleep 0.1; done`,
    );
    await until("its child", () => existsSync(join(job.runFolder, "up")));
    await open().stop(job, { isHard: false, graceSeconds: 20 });
    expect(await untilState(job, "stopped")).toMatchObject({ exitCode: 5 });
    expect(job.read("log")).toContain("saved");
    expect(job.read("child")).toBe("child saved\n");
    await expect.poll(() => processesOf(job.runId)).toEqual([]);
  });

  it("kills at the end of the grace what does not go, and at once when asked to", async () => {
    const deaf = `trap '' TERM; echo began; while :; do sleep 0.1; done`;
    const [soft, hard] = await Promise.all([submit(deaf), submit(deaf)]);
    await Promise.all([soft, hard].map(job => until("its log", () => logOf(job).includes("began"))));
    await open().stop(soft, { isHard: false, graceSeconds: 2 });
    await open().stop(hard, { isHard: true, graceSeconds: 0 });
    expect(await untilState(hard, "stopped")).toMatchObject({ exitCode: 137 });
    expect(await untilState(soft, "stopped")).toMatchObject({ exitCode: 137 });
    await expect.poll(() => [...processesOf(soft.runId), ...processesOf(hard.runId)]).toEqual([]);
  });

  it("calls a job stopped that others cancelled, and passes the end on", async () => {
    const job = await submit(`trap 'echo saved; exit 3' TERM; echo began; while :; do sleep 0.1; done`);
    await until("its log", () => logOf(job).includes("began"));
    cluster.run("scancel", numberOf(job));
    await untilSeen(job, { state: "stopped", note: { word: "CANCELLED" } });
  });

  it("runs a requeued job again, and never takes the end of its first start for its end", async () => {
    const job = await submit(
      `echo start >>"$LOUPE_RUN_DIR/starts"; trap 'exit 9' TERM; if [ -f again ]; then exit 0; fi; touch again; while :; do sleep 0.1; done`,
      { requeue: true },
    );
    await until("its first start", () => existsSync(join(job.runFolder, "again")));
    cluster.run("scontrol", "requeue", numberOf(job));
    const seen = new Set<JobState>();
    let isSoon = false;
    await until(
      "its second start",
      async () => {
        seen.add((await stateOf(job)).state);
        // By itself Slurm waits two minutes. Within the second of the first start's end a node refuses the second one.
        if (!isSoon && cluster.run("squeue", "-h", "-j", numberOf(job), "-o", "%T").trim() === "PENDING") {
          cluster.run("scontrol", "update", `JobId=${numberOf(job)}`, "StartTime=now+5");
          isSoon = true;
        }
        return job.read("starts") === "start\nstart\n";
      },
      90,
    );
    // Its second start may end while it is looked for.
    expect([...seen].filter(state => !["running", "queued", "exited"].includes(state))).toEqual([]);
    await untilSeen(job, { state: "exited", exitCode: 0, note: { restarts: 1 } });
  });

  it("runs each element of an array in a folder of its own, with secrets, log and code of its own", async () => {
    const job = await submit(
      'echo "shard $LOUPE_SHARD of $LOUPE_SHARDS has $SECRET"; [ -f run.json ] || exit 99; exit $LOUPE_SHARD',
      { arraySize: 3, memory: "10" },
      "SECRET=x\n",
    );
    const { exitCode, note } = await untilState(job, "exited");
    expect(exitCode).toBe(2);
    expect(note.elements.map(({ index, state, exitCode: code }) => [index, state, code])).toEqual([
      [0, "exited", 0],
      [1, "exited", 1],
      [2, "exited", 2],
    ]);
    expect(job.read(`shards/${job.runId}.1/log`)).toContain("shard 1 of 3 has x");
    for (const i of [0, 1, 2])
      expect(existsSync(join(job.runFolder, `shards/${job.runId}.${i}/secrets.sh`))).toBe(false);
  });

  it("says what Slurm refuses, and may be asked again once that is mended", async () => {
    const job = await make("exit 0", { partition: "nowhere" });
    expect(await open().submit(job, "SECRET=x\n")).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("invalid partition") as string,
    });
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    const launcher: SlurmLauncher = { kind: "slurm", requeue: false };
    const text = slurmScript({ runId: job.runId, launcher, nodes: 1, gpusPerNode: null });
    reached(await writeRunFiles(host, job.runFolder, [{ path: "slurm.sbatch", text, isExecutable: true }]));
    expect(await open().submit(job, "")).toMatchObject({ kind: "submitted", isNew: true });
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 0 });
  });

  it("finds a job again whose number was lost on the way, and starts no second one", async () => {
    const job = await submit('echo start >>"$LOUPE_RUN_DIR/starts"; sleep 2');
    const id = numberOf(job);
    rmSync(join(job.runFolder, "slurm.id"));
    expect(await open().submit(job, "")).toEqual({ kind: "submitted", isNew: false, id });
    await untilState(job, "exited");
    expect(job.read("starts")).toBe("start\n");
  });

  it("calls lost what Slurm ended at its time limit or with its node, and stopped what heard the notice", async () => {
    const deaf = `trap 'echo noticed' TERM; echo began; while :; do sleep 0.1; done`;
    const saves = `trap 'echo saved; exit 0' TERM; echo began; while :; do sleep 0.1; done`;
    const victim = await submit(deaf);
    await until("its log", () => logOf(victim).includes("began"));
    const shared = { time: "10", memory: "10" };
    const [late, saved] = await Promise.all([submit(deaf, shared, "", null), submit(saves, shared, "", null)]);
    await Promise.all([late, saved].map(job => until("its log", () => logOf(job).includes("began"))));
    const end = new Date(Date.now() + 15_000).toISOString().slice(0, 19);
    for (const job of [late, saved])
      cluster.run("env", "TZ=UTC", "scontrol", "update", `JobId=${numberOf(job)}`, `EndTime=${end}`);
    const node = cluster.run("squeue", "-h", "-j", numberOf(victim), "-o", "%N").trim() === "n1" ? "n1" : "n2";
    await cluster.killNode(node);
    await untilSeen(victim, { state: "lost", note: { word: "NODE_FAIL" } });
    await cluster.startNode(node);
    // A run that saved and ended with 0 at the notice is no run that was done.
    expect(await untilState(saved, "stopped")).toMatchObject({ exitCode: 0 });
    await untilSeen(late, { state: "lost", note: { word: "TIMEOUT" } });
    expect(late.read("log")).toContain("noticed");
  });

  it("says nothing of jobs while the controller does not answer", async () => {
    const job = await submit("sleep 1; exit 4");
    await cluster.stopController();
    const answer = await open().states([{ ...job, folder: { state: "running", exitCode: null } }]);
    expect(answer).toMatchObject({ kind: "silent", detail: expect.stringMatching(/unable to contact/i) as string });
    await cluster.startController();
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 4 });
  });
});
