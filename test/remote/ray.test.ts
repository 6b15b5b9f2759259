import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FolderState } from "../../src/core/launch/folderState.js";
import type { JobState } from "../../src/core/launch/jobState.js";
import { runConfigSchema } from "../../src/core/launch/runConfig.js";
import { openScheduler } from "../../src/node/engines/openScheduler.js";
import type { ScheduledJob, ScheduledState, Scheduler } from "../../src/node/engines/scheduler.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { filesOf, newRunId, reached, stateOf as folderOf } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startNamespace } from "./lib/startNamespace.js";
import { startRay, type RayCluster } from "./lib/startRay.js";
import { startSshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { untilState as untilScheduled } from "./lib/untilState.js";
import { until } from "../until.js";

const missing = missingPrograms(["python3", "ssh", "sshd", "ssh-keygen"]);
const relay = join(import.meta.dirname, "lib", "relay.mjs");
const trainer = (name: string) => readFileSync(join(trainerFolder, name), "utf8");

interface Made extends ScheduledJob {
  read(path: string): string;
}

describe.skipIf(missing !== null)(`a real Ray${missing === null ? "" : `: ${missing}`}`, () => {
  let cluster: RayCluster;
  let host: HostConnection;
  let ray: Scheduler;
  let root: string;
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    // Ray listens on every address: where it may, it gets a network of its own, and the test gets in by ssh alone.
    const space = await startNamespace();
    if (space !== null) ends.push(() => space.stop());
    const enter = space?.enter ?? [];
    cluster = await startRay(enter);
    ends.push(() => cluster.stop());
    const proxy = space === null ? [] : [`ProxyCommand ${[...enter, process.execPath, relay, "%p"].join(" ")}`];
    const serverLines = [`SetEnv RAY_TMPDIR=${cluster.folder}`];
    const server = await startSshServer({ wrap: () => enter, clientLines: () => proxy, serverLines });
    ends.push(() => server.stop());
    host = openHost("loupe-dash", { trainerFolder, configFile: server.configFile });
    ends.push(() => host.dispose());
    ray = openScheduler({ kind: "ray", dashboardPort: cluster.port }, host, trainerFolder);
    root = mkdtempSync(join(tmpdir(), "loupe it's root-"));
    ends.push(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));
    // On a busy machine Ray says that it has started some seconds before its dashboard listens.
    const version = () => shown("/api/version").catch(() => "");
    await until("the dashboard", async () => (await version()).includes("ray_version"), 120);
  });

  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  async function make(command: string, entrypointGpus: number | null = null): Promise<Made> {
    const runId = newRunId("ray");
    const runFolder = join(root, runId);
    const files = [
      { path: "ray.sh", text: trainer("ray.sh"), isExecutable: true },
      { path: "ray.json", text: JSON.stringify({ entrypointGpus }), isExecutable: false },
      { path: "ray-nodes.sh", text: trainer("ray-nodes.sh"), isExecutable: false },
      { path: "trainer/loupe_ray.py", text: trainer("loupe_ray.py"), isExecutable: false },
    ];
    reached(await writeRunFiles(host, runFolder, [...filesOf(runId, command), ...files]));
    return { runId, runFolder, read: path => readFileSync(join(runFolder, path), "utf8") };
  }

  async function submit(command: string, secrets = "", gpus: number | null = null): Promise<Made> {
    const made = await make(command, gpus);
    expect(await ray.submit(made, secrets)).toEqual({ kind: "submitted", isNew: true, id: made.runId });
    return made;
  }

  async function stateOf(job: ScheduledJob): Promise<ScheduledState> {
    const { state, exitCode } = await folderOf(host, job.runFolder);
    const answer = await ray.states([{ ...job, folder: { state, exitCode } }]);
    if (answer.kind !== "answered") throw new Error(JSON.stringify(answer));
    return answer.value.get(job.runId)!;
  }

  const untilState = (job: ScheduledJob, wanted: JobState, seconds?: number) =>
    untilScheduled(wanted, () => stateOf(job), seconds);

  /** What Ray shows to whoever sees its dashboard. */
  async function shown(path: string): Promise<string> {
    const tunnel = await host.tunnel(cluster.port);
    if ("detail" in tunnel) throw new Error(tunnel.detail);
    try {
      return await (await fetch(`http://127.0.0.1:${tunnel.port}${path}`)).text();
    } finally {
      tunnel.close();
    }
  }

  const config = (nodes: number, port: number) =>
    runConfigSchema.parse({
      ...{ name: "ray", method: "RL", engine: "verl-current", host: "loupe-dash", nodes },
      ...{ launcher: { kind: "ray", dashboardPort: port }, model: { path: "m" }, data: { train: "t" } },
    });

  it("says before a launch what the cluster lacks", async () => {
    expect(await ray.findings(config(1, cluster.port))).toEqual({ kind: "answered", value: [] });
    expect(await ray.findings(config(2, cluster.port))).toMatchObject({
      value: [
        { level: "warning", code: "ray-too-few-nodes", values: [1, 2] },
        { level: "warning", code: "ray-too-few-gpus", values: [8, 16] },
      ],
    });
    const nobody = openScheduler({ kind: "ray", dashboardPort: 9 }, host, trainerFolder);
    expect(await nobody.findings(config(1, 9))).toMatchObject({
      value: [{ level: "error", code: "ray-unreachable", values: [9, "loupe-dash"] }],
    });
  });

  it("runs a job with its secrets, hands what is none to the workers, and keeps code and log", async () => {
    const job = await submit(
      [
        "LOUPE_NODES=1 LOUPE_FORWARD=CHOSEN PYTHONPATH=$LOUPE_RUN_DIR/trainer:$PYTHONPATH",
        '. "$LOUPE_RUN_DIR/ray-nodes.sh"',
        "export CHOSEN=one VERL_FILE_LOGGER_PATH=two PYTHONPATH",
        'echo "driver has $SECRET"',
        "exec python3 - <<'END'",
        "import os, ray, sys",
        "ray.init()",
        "names = ['CHOSEN', 'VERL_FILE_LOGGER_PATH', 'LOUPE_RUN_DIR', 'SECRET']",
        "told = ray.get(ray.remote(lambda: [os.environ.get(name) for name in names]).remote())",
        "print('worker has', told, flush=True)",
        "sys.exit(7)",
        "END",
      ].join("\n"),
      "SECRET='it'\\''s'\n",
    );
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 7, note: { id: job.runId }, log: null });
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    expect(job.read("log")).toContain("driver has it's");
    expect(job.read("log")).toContain(`worker has ['one', 'two', "${job.runFolder}", None]`);
    // Whoever looks at Ray's own pages finds the log there too, and no secret that was not printed.
    expect(await shown(`/api/jobs/${job.runId}/logs`)).toContain("worker has");
    expect(await shown(`/api/jobs/${job.runId}`)).not.toContain("it's\"");
    await until("Ray's own word", async () => (await shown(`/api/jobs/${job.runId}`)).includes('"FAILED"'));
  });

  it("starts a run once, whoever asks and however often", async () => {
    const job = await make('echo start >>"$LOUPE_RUN_DIR/starts"; sleep 1');
    const all = await Promise.all([0, 1, 2].map(() => ray.submit(job, "")));
    expect(all.map(answer => answer.kind)).toEqual(["submitted", "submitted", "submitted"]);
    expect(all.filter(answer => answer.kind === "submitted" && answer.isNew)).toHaveLength(1);
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 0 });
    expect(await ray.submit(job, "SECRET=x\n")).toEqual({ kind: "submitted", isNew: false, id: job.runId });
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    expect(job.read("starts")).toBe("start\n");
  });

  it("leaves a stopped trainer the time to save; kills at the end of the grace, or at once when asked to", async () => {
    const saves = `trap 'sleep 4; echo saved; exit 5' TERM; echo began; while :; do sleep 0.1; done`;
    const deaf = `trap '' TERM; echo began; while :; do sleep 0.1; done`;
    const [saved, soft, hard] = await Promise.all([submit(saves), submit(deaf), submit(deaf)]);
    const logOf = (job: Made) => (existsSync(join(job.runFolder, "log")) ? job.read("log") : "");
    for (const job of [saved, soft, hard]) await until("its log", () => logOf(job).includes("began"));
    await ray.stop(saved, { isHard: false, graceSeconds: 60 });
    await ray.stop(soft, { isHard: false, graceSeconds: 2 });
    await ray.stop(hard, { isHard: true, graceSeconds: 0 });
    // Ray's own three seconds would not have been enough.
    expect(await untilState(saved, "stopped")).toMatchObject({ exitCode: 5 });
    expect(saved.read("log")).toContain("saved");
    for (const job of [soft, hard]) expect(await untilState(job, "stopped")).toMatchObject({ exitCode: 137 });
    for (const job of [saved, soft, hard]) await expect.poll(() => processesOf(job.runId)).toEqual([]);
    await until("Ray's own word", async () => (await shown(`/api/jobs/${saved.runId}`)).includes('"STOPPED"'));
  });

  it("tells what waits, and takes it away with its secrets", async () => {
    const job = await submit("echo ran >ran", "SECRET=x\n", 16);
    await expect.poll(() => stateOf(job)).toMatchObject({ state: "queued", note: { word: "PENDING" } });
    await ray.stop(job, { isHard: false, graceSeconds: 5 });
    await untilState(job, "stopped");
    expect(existsSync(join(job.runFolder, "secrets.sh"))).toBe(false);
    expect(existsSync(join(job.runFolder, "ran"))).toBe(false);
  });

  it("calls a job lost whose cluster was killed, and does not start it again in the next one", async () => {
    const job = await submit('echo start >>"$LOUPE_RUN_DIR/starts"; echo began; exec sleep 1000');
    await until("its start", () => existsSync(join(job.runFolder, "starts")));
    const waiting = await submit("exit 0", "", 16);
    await untilState(waiting, "queued");
    await cluster.kill();
    // Its process is gone, which needs no Ray; what waited is not known to be gone.
    await untilState(job, "lost");
    expect(await stateOf(waiting)).toMatchObject({ state: "queued" });
    const other = openScheduler({ kind: "ray", dashboardPort: cluster.port }, host, trainerFolder);
    const folder: FolderState = { state: "failed-to-start", exitCode: null };
    expect(await other.states([{ ...waiting, folder }])).toMatchObject({ kind: "silent" });
    await cluster.start();
    await untilState(waiting, "lost");
    await expect.poll(() => stateOf(job)).toMatchObject({ state: "lost", note: { id: job.runId, word: null } });
    expect(await ray.submit(job, "")).toMatchObject({ kind: "submitted", isNew: false });
    expect(job.read("starts")).toBe("start\n");
  });
});
