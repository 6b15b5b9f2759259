import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localHost } from "../../src/core/launch/hostName.js";
import type { LaunchDraft } from "../../src/node/jobs/launchDraft.js";
import type { JobsService } from "../../src/node/jobs/jobsService.js";
import { openJobs } from "../../src/node/jobs/openJobs.js";
import { judgeHost, neededOf } from "../../src/node/launch/judgeHost.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import type { JobRef, JobView } from "../../src/protocol/jobs/jobView.js";
import { openedRuns } from "../fixtures/openedRuns.js";
import { buildProgram } from "./lib/buildProgram.js";
import { killOne } from "./lib/killOne.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "tar"]);
const openRuns = openedRuns();
const query = { order: { key: "file", descending: false }, filters: [] } as const;

/** In live pace so many last a minute and a half: time enough to stop a run in their midst on a slow machine. */
const steps = 60;
const hyper = { steps, rolloutBatch: 4, responses: 2, seed: 3 };
const path = process.env["PATH"] ?? "";

interface Places {
  /** Of the configuration. */
  readonly place: string;
  readonly trainerFolder: string;
}

/** A small run of the miniature, with what a test changes. */
async function draftOf(
  { place, trainerFolder }: Places,
  keys: object,
  resumeFrom: string | null,
): Promise<LaunchDraft> {
  const text = JSON.stringify({
    ...{ name: "small", arm: "RARL (simulated)", method: "RARL", engine: "miniature", hyper },
    ...{ environment: { variables: { PATH: path } } },
    ...keys,
  });
  const file = join(place, "small.loupe-run.json");
  writeFileSync(file, text);
  const read = await prepareLaunch(file, {
    ...{ text: null, isTrusted: true, isCounted: true, resumeFrom, trainerFolder, strategies: [] },
  });
  if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
  expect(read.draft.findings.filter(({ level }) => level === "error")).toEqual([]);
  return read.draft;
}

async function launchOf(jobs: JobsService, places: Places, keys: object, resumeFrom: string | null): Promise<JobRef> {
  const launched = await jobs.launch(await draftOf(places, keys, resumeFrom), {});
  if (launched.kind !== "launched") throw new Error(JSON.stringify(launched));
  return launched.job;
}

describe.skipIf(missing !== null)(`a miniature that is launched over ssh ${missing ?? ""}`, () => {
  let place: string;
  let trainerFolder: string;
  let server: SshServer;
  let jobs: JobsService;
  /** The same run, never broken off. */
  let whole: string;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "loupe-miniature-"));
    trainerFolder = await buildProgram(join(place, "package"));
    server = await startSshServer();
    jobs = openJobs({
      ...{ storage: join(place, "storage"), isPolling: true, trainerFolder, sshPath: "ssh", pullFolder: null },
      ...{ runRoot: "~/runs", sshConfigFile: server.configFile },
      log: { warn: () => undefined },
    });
    jobs.setWatched(true);
    whole = join(place, "whole");
    const told = ["--seed", "3", "--steps", String(steps), "--set", "prompts=4", "--set", "responses=2"];
    const cli = join(dirname(trainerFolder), "cli.js");
    execFileSync(process.execPath, [cli, "simulate", "--strategy", "two-phase", ...told, "--out", whole], {
      stdio: "ignore",
    });
  });
  afterAll(async () => {
    const root = join(server.home, "runs");
    for (const id of existsSync(root) ? readdirSync(root) : []) for (const pid of processesOf(id)) killOne(pid);
    await jobs.dispose();
    await server.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  const viewOf = ({ runId }: JobRef): JobView | undefined => jobs.jobs().find(one => one.runId === runId);

  const host = "loupe-fish";
  const launch = (keys: object, resumeFrom: string | null = null) =>
    launchOf(jobs, { place, trainerFolder }, { host, ...keys }, resumeFrom);

  async function pulled(job: JobRef): Promise<string> {
    expect(await jobs.pull(job)).toMatchObject({ kind: "reached" });
    return viewOf(job)?.localFolder ?? "";
  }

  const bytesOf = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
  const dumps = (folder: string) => readdirSync(join(folder, "rollouts")).map(name => Number(name.split(".")[0]));

  it("finds the host right by its preflight", async () => {
    const draft = await draftOf({ place, trainerFolder }, { host }, null);
    const report = await jobs.preflight(host, neededOf(draft, "~/runs"));
    if (report.kind !== "reached") throw new Error(JSON.stringify(report));
    const found = judgeHost(report.value, draft).filter(({ level }) => level === "error" || level === "good");
    expect(found.map(({ code }) => code).sort()).toEqual(["disk-enough", "node-right"]);
  });

  it("is stopped with a checkpoint, goes on in a new run with the bytes of one that was never broken off", async () => {
    const first = await launch({ simulate: { pace: "live" } });
    await expect.poll(() => viewOf(first)?.step).toBeGreaterThanOrEqual(2);
    expect(viewOf(first)).toMatchObject({ totalSteps: steps, state: "running" });
    expect(await jobs.stop(first, { isHard: false, graceSeconds: 60 })).toMatchObject({ kind: "reached" });
    await expect.poll(() => viewOf(first)?.state).toBe("stopped");
    await until("the end of its processes", () => processesOf(first.runId).length === 0);
    const before = await pulled(first);
    const at = viewOf(first)?.checkpoints.at(-1) ?? 0;
    expect(at).toBeGreaterThanOrEqual(2);
    expect(at).toBeLessThan(steps);
    expect(Math.max(...dumps(join(before, "out")))).toBe(at);

    const second = await launch({ simulate: { pace: "fast" } }, join(server.home, "runs", first.runId));
    await expect.poll(() => viewOf(second)).toMatchObject({ state: "exited", exitCode: 0, step: steps });
    const after = await pulled(second);
    expect(bytesOf(after, "log")).toContain(`loupe: going on from step ${at} of`);
    const made = dumps(join(after, "out")).sort((a, b) => a - b);
    expect(made).toEqual(Array.from({ length: steps - at }, (_, i) => at + 1 + i));
    for (let step = 1; step <= steps; step++) {
      const from = step <= at ? before : after;
      expect(bytesOf(join(from, "out"), `rollouts/${step}.jsonl`)).toBe(bytesOf(whole, `rollouts/${step}.jsonl`));
    }
    expect(bytesOf(join(before, "out"), "metrics.jsonl") + bytesOf(join(after, "out"), "metrics.jsonl")).toBe(
      bytesOf(whole, "metrics.jsonl"),
    );
    for (const name of [`global_step_${steps}/policy.json`, "validation/60.jsonl", "questions.jsonl"])
      expect(bytesOf(join(after, "out"), name)).toBe(bytesOf(whole, name));

    const { runs } = await openRuns({ roots: [dirname(after)] });
    const list = await runs.children({ id: null, query });
    expect(
      list.map(node => (node.kind === "run" ? [node.path, node.latestStep, node.launch?.resumedFrom] : [])),
    ).toEqual(
      expect.arrayContaining([
        [before, at, null],
        [after, steps, first.runId],
      ]),
    );
    expect(list).toHaveLength(2);
    expect(list[0]).toMatchObject({ kind: "run", launch: { arm: "RARL (simulated)", strategy: "two-phase" } });
    const opened = await runs.open({ ref: { file: join(after, "out", "rollouts", `${steps}.jsonl`), row: 0 } });
    expect(opened).toMatchObject({ kind: "rollout", page: { kind: "image" } });
  });
});

describe("a miniature on this machine", () => {
  let place: string;
  let trainerFolder: string;
  let jobs: JobsService;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "loupe miniature's "));
    trainerFolder = await buildProgram(join(place, "package"));
    jobs = openJobs({
      ...{ storage: join(place, "storage"), isPolling: true, trainerFolder, sshPath: "ssh", pullFolder: null },
      ...{ runRoot: join(place, "runs"), sshConfigFile: null },
      log: { warn: () => undefined },
    });
    jobs.setWatched(true);
  });
  afterAll(async () => {
    for (const { runId } of jobs.jobs()) for (const pid of processesOf(runId)) killOne(pid);
    await jobs.dispose();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  const viewOf = ({ runId }: JobRef): JobView | undefined => jobs.jobs().find(one => one.runId === runId);
  const folderOf = ({ runId }: JobRef) => join(place, "runs", runId);
  const launch = (keys: object, resumeFrom: string | null = null) =>
    launchOf(jobs, { place, trainerFolder }, { host: localHost, ...keys }, resumeFrom);

  it("begins at once, and anew where it was killed before its first checkpoint", async () => {
    const first = await launch({ simulate: { pace: "live" } });
    await until("its first rollouts", () => existsSync(join(folderOf(first), "out/rollouts/1.jsonl")));
    for (const pid of processesOf(first.runId)) killOne(pid);
    await expect.poll(() => ["exited", "lost"].includes(viewOf(first)?.state ?? "")).toBe(true);

    const second = await launch({ simulate: { pace: "fast" } }, folderOf(first));
    await expect.poll(() => viewOf(second)).toMatchObject({ state: "exited", exitCode: 0, step: steps });
    expect(readFileSync(join(folderOf(second), "log"), "utf8")).toContain("has no checkpoint: starting anew");
    const [row = ""] = readFileSync(join(folderOf(second), "out/rollouts/1.jsonl"), "utf8").split("\n");
    expect(row).toContain("Simulated policy");
  });

  it("ends with a sentence where it is launched again as another run than its checkpoint's", async () => {
    const first = await launch({ simulate: { pace: "fast" } });
    await expect.poll(() => viewOf(first)).toMatchObject({ state: "exited", exitCode: 0 });
    const second = await launch({ strategy: "single-phase" }, folderOf(first));
    await expect.poll(() => viewOf(second)).toMatchObject({ state: "exited", exitCode: 5 });
    expect(readFileSync(join(folderOf(second), "log"), "utf8")).toContain(
      "strategy is two-phase there, not single-phase",
    );
  });
});
