import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dockerCommand } from "../../src/core/launch/dockerCommand.js";
import { localHost } from "../../src/core/launch/hostName.js";
import type { JobState } from "../../src/core/launch/jobState.js";
import { runConfigSchema } from "../../src/core/launch/runConfig.js";
import { openScheduler } from "../../src/node/engines/openScheduler.js";
import type { ScheduledJob } from "../../src/node/engines/scheduler.js";
import type { HostConnection } from "../../src/node/remote/hostConnection.js";
import { openHost } from "../../src/node/remote/openHost.js";
import { writeRunFiles } from "../../src/node/remote/writeRunFiles.js";
import { killOne } from "./lib/killOne.js";
import { filesOf, newRunId, reached, stateOf as folderOf } from "./lib/madeRun.js";
import { processesOf } from "./lib/processesOf.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const trainer = (name: string) => readFileSync(join(trainerFolder, name), "utf8");

interface Made extends ScheduledJob {
  read(path: string): string;
}

// Not a real docker: what is claimed is what our own side does around its client.
describe("a run in a container, with a stand-in for docker", () => {
  const before = process.env["PATH"];
  let host: HostConnection;
  let root: string;
  const open = () => openScheduler({ kind: "docker" }, host, trainerFolder);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "loupe-docker-"));
    mkdirSync(join(root, "bin"));
    mkdirSync(join(root, "service"));
    copyFileSync(join(import.meta.dirname, "lib", "standInDocker.sh"), join(root, "bin", "docker"));
    chmodSync(join(root, "bin", "docker"), 0o755);
    process.env["PATH"] = `${join(root, "bin")}${delimiter}${before ?? ""}`;
    process.env["STAND_IN"] = join(root, "service");
    host = openHost(localHost, { trainerFolder });
  });

  afterAll(async () => {
    await host.dispose();
    process.env["PATH"] = before;
    delete process.env["STAND_IN"];
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  });

  async function submit(command: string, secrets = ""): Promise<Made> {
    const runId = newRunId("docker");
    const runFolder = join(root, runId);
    const config = runConfigSchema.parse({
      ...{ name: "a", method: "RL", engine: "verl-current", host: "local", model: { path: "m" }, data: { train: "t" } },
      environment: { activate: { kind: "docker", image: "verl:0.9" }, secrets: ["SECRET"] },
    });
    const { activate } = config.environment;
    if (activate.kind !== "docker") throw new Error("no docker");
    const own = ["docker.sh", "docker-start.sh", "lib.sh"].map(path => ({
      path,
      text: trainer(path),
      isExecutable: true,
    }));
    const outer = dockerCommand(config, activate, runId, 8);
    const files = [
      ...filesOf(runId, outer, "CHOSEN='a value'\n"),
      { path: "train.sh", text: command, isExecutable: true },
    ];
    reached(await writeRunFiles(host, runFolder, [...files, ...own]));
    const made = { runId, runFolder, read: (path: string) => readFileSync(join(runFolder, path), "utf8") };
    expect(await open().submit(made, secrets)).toMatchObject({ kind: "submitted", isNew: true });
    return made;
  }

  async function untilState(job: ScheduledJob, wanted: JobState) {
    return until(wanted, async () => {
      const { state, exitCode } = await folderOf(host, job.runFolder);
      const answer = await open().states([{ ...job, folder: { state, exitCode } }]);
      const found = answer.kind === "answered" ? answer.value.get(job.runId) : undefined;
      return found?.state === wanted ? found : null;
    });
  }

  const began = (job: Made) =>
    until("its log", () => existsSync(join(job.runFolder, "log")) && job.read("log").includes("began"));

  it("has the environment and the secrets of the run, which docker is not told, and its code and log", async () => {
    const job = await submit('echo "has $SECRET and $CHOSEN in $LOUPE_RUN_ID"; exit 7', "SECRET='it'\\''s'\n");
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 7 });
    expect(job.read("log")).toContain(`has it's and a value in ${job.runId}`);
    expect(readdirSync(job.runFolder).filter(name => name.startsWith("secrets"))).toEqual([]);
    expect(readFileSync(join(root, "service", "asked"), "utf8")).not.toMatch(/it's|SECRET/);
    expect(await open().submit(job, "")).toMatchObject({ kind: "submitted", isNew: false });
  });

  it("gets the time to save when it is stopped", async () => {
    const job = await submit("trap 'echo saved; exit 5' TERM; echo began; while :; do sleep 0.1; done");
    await began(job);
    await open().stop(job, { isHard: false, graceSeconds: 20 });
    expect(await untilState(job, "stopped")).toMatchObject({ exitCode: 5 });
    expect(job.read("log")).toContain("saved");
    await expect.poll(() => processesOf(job.runId)).toEqual([]);
  });

  it("is killed when it does not go, or at once when asked to", async () => {
    for (const stop of [
      { isHard: false, graceSeconds: 1 },
      { isHard: true, graceSeconds: 0 },
    ]) {
      const job = await submit("trap '' TERM; echo began; while :; do sleep 0.1; done");
      await began(job);
      await open().stop(job, stop);
      expect(await untilState(job, "stopped")).toMatchObject({ exitCode: 137 });
    }
  });

  it("goes on without docker's client, and its end is still told", async () => {
    const job = await submit("echo began; while [ ! -f go ]; do sleep 0.05; done; echo done; exit 4");
    await began(job);
    const wrapper = Number(job.read("job.pid").split(" ")[0]);
    const inside = new Set(processesOf(job.runId).filter(pid => isContained(pid)));
    for (const pid of [wrapper, ...processesOf(job.runId)]) if (!inside.has(pid)) killOne(pid);
    expect(await untilState(job, "running")).toMatchObject({ exitCode: null });
    await host.run(`touch ${JSON.stringify(join(job.runFolder, "go"))}`);
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 4, note: { id: `loupe-${job.runId}` } });
    expect(job.read("log")).toContain("done");
  });
});

/** What runs in the stand-in's container has nothing of the client's environment. */
function isContained(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/environ`, "latin1").includes("STAND_IN=");
  } catch {
    // It ended meanwhile, as the naps of a waiting shell do.
    return true;
  }
}
