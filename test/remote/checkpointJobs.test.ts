import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { localHost } from "../../src/core/launch/hostName.js";
import {
  type CheckpointEvaluation,
  evaluateCheckpoint,
} from "../../src/node/evaluation/checkpoint/evaluateCheckpoint.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeMadeBenchmark } from "../fixtures/madeBenchmark.js";
import { until } from "../until.js";
import { enterSite } from "./lib/enterSite.js";
import { lookedAt, wishesFor, writeCheckpointRun } from "./lib/madeCheckpoint.js";
import { newRunId } from "./lib/madeRun.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { standInVllm, type StandInVllm } from "./lib/standInVllm.js";
import { startRay } from "./lib/startRay.js";
import { slurmPrograms, startSlurm, type SlurmCluster } from "./lib/startSlurm.js";
import { trainerFolder } from "./lib/trainerFolder.js";

const programs = ["ssh", "sshd", "ssh-keygen", "python3"];

/** A host from which jobs are given to a scheduler, and a checkpoint on it. */
class Site {
  readonly ends: (() => unknown)[] = [];
  /** That every node sees. */
  readonly root: string;
  readonly vllm: StandInVllm;
  readonly place = mkdtempSync(join(tmpdir(), "loupe-served-"));
  configFile = "";
  questions = 0;
  host!: HostConnection;

  constructor(name = "it's shared") {
    this.root = join(this.place, name);
    mkdirSync(this.root);
    this.vllm = standInVllm(join(this.place, newRunId("vllm")));
    mkdirSync(join(this.place, "set"));
  }

  get run(): string {
    return join(this.root, "rl-0000001");
  }

  async open(launcher: Readonly<Record<string, unknown>>, configFile: string | null): Promise<void> {
    this.configFile = configFile ?? "";
    this.host = openHost(configFile === null ? localHost : "loupe-bash", { trainerFolder, configFile });
    this.questions = (await writeMadeBenchmark(join(this.place, "set"), 4)).questions.length;
    this.write(launcher);
  }

  write(launcher: Readonly<Record<string, unknown>>, variables = { NCCL_SOCKET_IFNAME: "lo" }): void {
    const environment = { activate: { kind: "venv", path: this.vllm.venv }, variables };
    writeCheckpointRun(this.run, { launcher, environment });
  }

  /** Its client goes while it loads; then it is nobody's. */
  async left(gone: HostConnection) {
    const stop = new AbortController();
    return this.evaluated({
      ...{ connection: gone, leaseSeconds: 4, signal: stop.signal },
      onPhase: phase => {
        if (phase === "loading") void gone.dispose().then(() => stop.abort());
      },
    });
  }

  /** Nothing that a client does at its end is needed. */
  async untilGone(): Promise<void> {
    await until("the end of its folder", () => readdirSync(join(this.root, ".serve")).length === 0 || null);
    expect(this.vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
    rmSync(join(this.root, ".serve"), { recursive: true });
  }

  async evaluated(more: Partial<CheckpointEvaluation> = {}, out = newRunId("out")) {
    const looked = await lookedAt(more.connection ?? this.host, this.run);
    return evaluateCheckpoint({
      ...{ connection: this.host, trainerFolder, runRoot: this.root, looked, secrets: {}, waitSeconds: 90 },
      ...{ wishes: wishesFor(looked, join(this.place, "set"), join(this.place, out)), leaseSeconds: 600 },
      ...{ signal: new AbortController().signal, onPhase: () => undefined, reachSeconds: 4, ...more },
    });
  }

  /** Nothing runs and nothing lies there any more. */
  expectNothingLeft(): void {
    expect(existsSync(join(this.root, ".serve"))).toBe(false);
    expect(this.vllm.pids().filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
  }

  async close(): Promise<void> {
    await this.host.dispose();
    for (const end of this.ends.toReversed()) await end();
    rmSync(this.place, { recursive: true, force: true, maxRetries: 5 });
  }
}

const withoutSlurm = missingPrograms([...slurmPrograms, ...programs]);
describe.skipIf(withoutSlurm !== null)(`a checkpoint of a run of Slurm ${withoutSlurm ?? ""}`, () => {
  const site = new Site();
  let cluster: SlurmCluster;
  const launcher = { kind: "slurm", sharedRoot: site.root };
  const jobs = () => cluster.run("squeue", "-h", "-o", "%T").trim();

  beforeAll(async () => {
    const { configFile } = await enterSite(site.ends, async enter => {
      cluster = await startSlurm(enter);
      return { variable: `SLURM_CONF=${cluster.configFile}`, stop: () => cluster.stop() };
    });
    await site.open(launcher, configFile);
  });
  afterAll(() => site.close());
  beforeEach(() => site.vllm.behave("well"));

  it("is served by two jobs that share the questions, merged once, and nothing is left", async () => {
    site.vllm.behave("both");
    const phases = new Set<string>();
    const done = await site.evaluated({
      servers: 2,
      onPhase: (phase, _, { ready }) => phases.add(`${phase} ${ready}`),
    });
    if (done.kind !== "asked" || done.result.kind !== "evaluated") throw new Error(JSON.stringify(done));
    expect([done.died, done.isRemoved, done.result.stop]).toEqual([null, true, null]);
    expect(done.result.summary.states.ok).toBe(site.questions);
    expect(site.vllm.pids()).toHaveLength(2);
    expect(site.vllm.merged()?.split("\n")).toHaveLength(1);
    expect(new Set(site.vllm.asked()).size).toBe(2);
    expect([...phases]).toEqual(expect.arrayContaining(["ready 1", "ready 2", "stopping 2"]));
    expect(jobs()).toBe("");
    site.expectNothingLeft();
  });

  it("waits in the queue for as long as it takes, says so, and leaves it when it is cancelled", async () => {
    cluster.run("scontrol", "update", "nodename=n1,n2", "state=drain", "reason=test");
    const stop = new AbortController();
    const reasons: (string | null)[] = [];
    const done = site.evaluated({
      ...{ signal: stop.signal, waitSeconds: 1 },
      onPhase: (phase, _, { reason }) => {
        if (phase !== "queued" || reason === null) return;
        reasons.push(reason);
        // By then it would have been given up, if its time in the queue were counted.
        if (reasons.length > 8) stop.abort();
      },
    });
    expect(await done).toEqual({ kind: "aborted", isRemoved: true });
    cluster.run("scontrol", "update", "nodename=n1,n2", "state=resume");
    expect(reasons[0]).toMatch(/Nodes|Resources|Priority/);
    expect(jobs()).toBe("");
    site.expectNothingLeft();
  });

  it("ends by itself, with its folder, when its client is gone", async () => {
    site.vllm.behave("silent");
    const done = await site.left(openHost("loupe-bash", { trainerFolder, configFile: site.configFile }));
    expect(done).toEqual({ kind: "aborted", isRemoved: false });
    expect(readdirSync(join(site.root, ".serve"))).toHaveLength(1);
    await until("the end of the job", () => jobs() === "" || null);
    await site.untilGone();
  });

  it("says that its node is not reached, in place of waiting", async () => {
    const name = join(site.vllm.venv, "bin", "uname");
    writeFileSync(name, "#!/bin/sh\necho nowhere.invalid\n", { mode: 0o755 });
    site.write(launcher, { NCCL_SOCKET_IFNAME: "nowhere0" });
    const done = await site.evaluated();
    site.write(launcher);
    rmSync(name);
    expect(done).toMatchObject({ kind: "cut-off", addresses: ["nowhere.invalid"], isRemoved: true });
    expect(jobs()).toBe("");
    site.expectNothingLeft();
  });
});

const withoutRay = missingPrograms(programs);
describe.skipIf(withoutRay !== null)(`a checkpoint of a run of Ray ${withoutRay ?? ""}`, () => {
  const site = new Site();

  beforeAll(async () => {
    let dashboardPort = 0;
    const { configFile } = await enterSite(site.ends, async enter => {
      const cluster = await startRay(enter);
      dashboardPort = cluster.port;
      return { variable: `RAY_TMPDIR=${cluster.folder}`, stop: () => cluster.stop() };
    });
    await site.open({ kind: "ray", dashboardPort }, configFile);
  }, 300_000);
  afterAll(() => site.close());

  it("is served by two jobs that share the questions and take a GPU each, and nothing is left", async () => {
    site.vllm.behave("both");
    const done = await site.evaluated({ servers: 2 });
    if (done.kind !== "asked" || done.result.kind !== "evaluated") throw new Error(JSON.stringify(done));
    expect([done.died, done.isRemoved, done.result.stop]).toEqual([null, true, null]);
    expect(done.result.summary.states.ok).toBe(site.questions);
    expect(new Set(site.vllm.asked()).size).toBe(2);
    expect(site.vllm.merged()?.split("\n")).toHaveLength(1);
    site.expectNothingLeft();
  });

  it("ends by itself, with its folder, when its client is gone", async () => {
    site.vllm.behave("silent");
    const done = await site.left(openHost("loupe-bash", { trainerFolder, configFile: site.configFile }));
    expect(done).toEqual({ kind: "aborted", isRemoved: false });
    await site.untilGone();
  });
});

const withoutPython = missingPrograms(["python3", "pgrep", "setsid"]);
// Not a real docker: what is claimed is what our own side does around its client.
describe.skipIf(withoutPython !== null)(`a checkpoint of a run in a container ${withoutPython ?? ""}`, () => {
  // Docker takes no quote in the path of a mount.
  const site = new Site("shared");
  const before = process.env["PATH"] ?? "";
  const service = join(site.place, "service");

  beforeAll(async () => {
    const bin = join(site.place, "bin");
    for (const folder of [bin, service]) mkdirSync(folder);
    copyFileSync(join(import.meta.dirname, "lib", "standInDocker.sh"), join(bin, "docker"));
    chmodSync(join(bin, "docker"), 0o755);
    process.env["PATH"] = `${bin}${delimiter}${before}`;
    process.env["STAND_IN"] = service;
    await site.open({ kind: "host" }, null);
    const variables = { PATH: [join(site.vllm.venv, "bin"), bin, before].join(delimiter) };
    const environment = { activate: { kind: "docker", image: "verl:0.9" }, variables };
    writeCheckpointRun(site.run, { environment, gpus: { devices: [4, 5] } });
  });
  afterAll(async () => {
    process.env["PATH"] = before;
    delete process.env["STAND_IN"];
    await site.close();
  });

  it("is served in two containers with a GPU each, which see its folder and no key in words, and nothing is left", async () => {
    site.vllm.behave("both");
    const done = await site.evaluated({ servers: 2 });
    if (done.kind !== "asked" || done.result.kind !== "evaluated") throw new Error(JSON.stringify(done));
    expect([done.died, done.isRemoved, done.result.summary.states.ok]).toEqual([null, true, site.questions]);
    const asked = readFileSync(join(service, "asked"), "utf8").trim().split("\n");
    expect(asked.map(line => /"device=[\d,]+"/.exec(line)?.[0]).sort()).toEqual(['"device=4"', '"device=5"']);
    for (const line of asked) expect(line).toContain(`--volume ${site.run}:${site.run}:ro`);
    expect(asked.join(" ")).not.toContain("VLLM_API_KEY");
    site.expectNothingLeft();
  });

  it("ends by itself, with its folder, when its client is gone", async () => {
    site.vllm.behave("silent");
    expect(await site.left(openHost(localHost, { trainerFolder }))).toEqual({ kind: "aborted", isRemoved: false });
    await site.untilGone();
  });
});
