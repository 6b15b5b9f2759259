import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LaunchDraft } from "../../src/node/jobs/launchDraft.js";
import type { JobsService } from "../../src/node/jobs/jobsService.js";
import { openJobs } from "../../src/node/jobs/openJobs.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import type { JobRef, JobView } from "../../src/protocol/jobs/jobView.js";
import { writeStandIn } from "../unit/launch/standInVerl.js";
import { buildProgram } from "./lib/buildProgram.js";
import { enterSite } from "./lib/enterSite.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startRay } from "./lib/startRay.js";
import { slurmPrograms, startSlurm } from "./lib/startSlurm.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const programs = ["ssh", "sshd", "ssh-keygen", "tar", "python3"];
const host = "loupe-bash";

/** Where a scheduler runs, as a client reaches it. */
interface Site {
  readonly configFile: string;
  /** Of the host: every node sees it. */
  readonly root: string;
  readonly launcher: Readonly<Record<string, unknown>>;
}

/** Claims about a configuration that goes the whole way: file, draft, launch, poll, pull, stop. */
function claims(kind: "slurm" | "ray", site: () => Site) {
  let place: string;
  let standIn: string;
  let jobs: JobsService;

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), "loupe-scheduled-"));
    standIn = writeStandIn(join(place, "stand-in"));
    const row = { id: "q", task: "action_recognition", image: "p.png", question: "What?", answer: "A" };
    writeFileSync(join(place, "train.jsonl"), `${JSON.stringify(row)}\n`);
    jobs = openJobs({
      ...{ storage: join(place, "storage"), isPolling: true, trainerFolder, sshPath: "ssh", pullFolder: null },
      ...{ runRoot: site().root, sshConfigFile: site().configFile },
      log: { warn: () => undefined },
    });
    jobs.setWatched(true);
  });

  afterAll(async () => {
    rmSync(join(standIn, "waits"), { force: true });
    for (const job of jobs.jobs()) await jobs.stop(job, { isHard: true, graceSeconds: 0 });
    await jobs.dispose();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  const viewOf = ({ runId }: JobRef): JobView | undefined => jobs.jobs().find(one => one.runId === runId);

  async function draftOf(name: string): Promise<LaunchDraft> {
    const text = JSON.stringify({
      ...{ name, method: "RL", engine: "verl-current", host, model: { path: "base/model" } },
      ...{ data: { train: "train.jsonl", tasks: ["action_recognition"] }, launcher: site().launcher },
      ...{ hyper: { steps: 6 }, checkpoints: { every: 2 } },
      environment: {
        variables: { PATH: `${standIn}:${process.env["PATH"] ?? ""}` },
        ...(kind === "slurm" ? { secrets: ["HUB_TOKEN"] } : {}),
      },
    });
    const file = join(place, `${name}.loupe-run.json`);
    writeFileSync(file, text);
    const options = { text: null, isTrusted: true, isCounted: false, resumeFrom: null, trainerFolder, strategies: [] };
    const read = await prepareLaunch(file, options);
    if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
    expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
    return read.draft;
  }

  async function launch(draft: LaunchDraft): Promise<{ readonly job: JobRef; readonly isNew: boolean }> {
    const launched = await jobs.launch(draft, kind === "slurm" ? { HUB_TOKEN: "it's a token" } : {});
    if (launched.kind !== "launched") throw new Error(JSON.stringify(launched));
    return launched;
  }

  it("nothing speaks against it, it runs to its end as the scheduler's job, and what it wrote is pulled", async () => {
    const draft = await draftOf("whole");
    expect(await jobs.schedulerFindings(draft.config)).toEqual({ kind: "reached", value: [] });
    writeFileSync(join(standIn, "waits"), "out 4");
    const { job, isNew } = await launch(draft);
    expect(isNew).toBe(true);
    await until("its fourth step", () => existsSync(join(standIn, "waiting")));
    await expect.poll(() => viewOf(job)).toMatchObject({ launcher: kind, state: "running", step: 3, totalSteps: 6 });
    const runFolder = join(site().root, job.runId);
    expect(viewOf(job)?.runFolder).toBe(runFolder);
    expect(existsSync(join(runFolder, "secrets.sh"))).toBe(false);
    const known = kind === "ray" ? job.runId : readFileSync(join(runFolder, "slurm.id"), "utf8").trim();
    // Ray is not asked about what its run folder says by itself.
    const word = kind === "ray" ? null : "RUNNING";
    await expect.poll(() => viewOf(job)?.note).toMatchObject({ id: known, word });
    expect(await launch(draft)).toMatchObject({ job, isNew: false });
    rmSync(join(standIn, "waits"));
    rmSync(join(standIn, "waiting"));

    await expect.poll(() => viewOf(job)).toMatchObject({ state: "exited", exitCode: 0, step: 6 });
    const pulled = await jobs.pull(job);
    expect(pulled).toMatchObject({ kind: "reached", value: { checkpoints: [2, 4, 6] } });
    const here = viewOf(job)?.localFolder ?? "";
    expect(readFileSync(join(here, "log"), "utf8")).toContain("loupe: the run is done");
    expect(readFileSync(join(standIn, "starts.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(1);
  });

  it("a miniature asks for no GPU, and is stopped with a checkpoint that another job goes on from", async () => {
    const program = await buildProgram(join(place, "package"));
    const file = join(place, "miniature.loupe-run.json");
    /** So many last a minute and a half in live pace: time enough to stop it in their midst on a slow machine. */
    const steps = 60;
    const start = async (pace: "live" | "fast", resumeFrom: string | null): Promise<JobRef> => {
      // The nodes of this Slurm have less memory than the two gigabytes that are asked for where nothing is said.
      const launcher = { ...site().launcher, ...(kind === "slurm" ? { memory: "500M" } : {}) };
      const config = { name: "miniature", method: "RARL", engine: "miniature", host, launcher, simulate: { pace } };
      const environment = { variables: { PATH: process.env["PATH"] ?? "" } };
      const hyper = { steps, rolloutBatch: 4, responses: 2 };
      writeFileSync(file, JSON.stringify({ ...config, environment, hyper }));
      const options = { text: null, isTrusted: true, isCounted: true, resumeFrom, strategies: [] };
      const read = await prepareLaunch(file, { ...options, trainerFolder: program });
      if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
      expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
      expect(await jobs.schedulerFindings(read.draft.config)).toEqual({ kind: "reached", value: [] });
      const launched = await jobs.launch(read.draft, {});
      if (launched.kind !== "launched") throw new Error(JSON.stringify(launched));
      return launched.job;
    };
    const first = await start("live", null);
    await expect.poll(() => viewOf(first)?.step).toBeGreaterThanOrEqual(1);
    expect(viewOf(first)).toMatchObject({ launcher: kind, state: "running" });
    const asked = kind === "ray" ? "ray.json" : "slurm.sbatch";
    const text = readFileSync(join(site().root, first.runId, asked), "utf8");
    expect(text).toMatch(kind === "ray" ? /"entrypointGpus": null/ : /--mem=500M/);
    expect(text).not.toContain("gpus-per-node");
    expect(await jobs.stop(first, { isHard: false, graceSeconds: 60 })).toMatchObject({ kind: "reached" });
    await expect.poll(() => viewOf(first)?.state).toBe("stopped");
    await expect.poll(() => viewOf(first)?.checkpoints).not.toEqual([]);

    const second = await start("fast", join(site().root, first.runId));
    await expect.poll(() => viewOf(second)).toMatchObject({ state: "exited", exitCode: 0, step: steps });
    const at = viewOf(first)?.checkpoints.at(-1) ?? 0;
    const has = (step: number) => existsSync(join(site().root, second.runId, "out/rollouts", `${step}.jsonl`));
    expect([has(at), has(at + 1)]).toEqual([false, true]);
  });

  it("is stopped through the scheduler, and nothing of it goes on", async () => {
    writeFileSync(join(standIn, "waits"), "out 2");
    const { job } = await launch(await draftOf("stopped"));
    await until("its second step", () => existsSync(join(standIn, "waiting")));
    expect(await jobs.stop(job, { isHard: false, graceSeconds: 30 })).toMatchObject({ kind: "reached" });
    await expect.poll(() => viewOf(job)?.state).toBe("stopped");
    await until("the end of its processes", () => processesOf(job.runId).length === 0);
  });
}

const withoutSlurm = missingPrograms([...slurmPrograms, ...programs]);
describe.skipIf(withoutSlurm !== null)(`a configuration for Slurm ${withoutSlurm ?? ""}`, () => {
  const ends: (() => unknown)[] = [];
  let site: Site;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "loupe-shared-"));
    ends.push(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
    const { configFile } = await enterSite(ends, async enter => {
      const cluster = await startSlurm(enter);
      return { variable: `SLURM_CONF=${cluster.configFile}`, stop: () => cluster.stop() };
    });
    const shared = join(root, "it's shared");
    mkdirSync(shared);
    site = { configFile, root: shared, launcher: { kind: "slurm", sharedRoot: shared } };
  });
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  claims("slurm", () => site);
});

const withoutRay = missingPrograms(programs);
describe.skipIf(withoutRay !== null)(`a configuration for Ray ${withoutRay ?? ""}`, () => {
  const ends: (() => unknown)[] = [];
  let site: Site;

  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "loupe-shared-"));
    ends.push(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
    let dashboardPort = 0;
    const { configFile } = await enterSite(ends, async enter => {
      const cluster = await startRay(enter);
      dashboardPort = cluster.port;
      return { variable: `RAY_TMPDIR=${cluster.folder}`, stop: () => cluster.stop() };
    });
    site = { configFile, root: join(root, "it's shared"), launcher: { kind: "ray", dashboardPort } };
  }, 300_000);
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  claims("ray", () => site);
});
