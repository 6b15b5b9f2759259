import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localHost } from "../../src/core/launch/hostName.js";
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
import { until } from "./lib/until.js";

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
  }, 90_000);

  afterAll(async () => {
    await host.dispose();
    await cluster.stop();
    rmSync(root, { recursive: true, force: true });
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

  async function submit(command: string, launcher: Partial<SlurmLauncher> = {}, secrets = ""): Promise<Made> {
    const made = await make(command, launcher);
    expect(await open().submit(made, secrets)).toMatchObject({ kind: "submitted", isNew: true });
    return made;
  }

  async function stateOf(job: ScheduledJob): Promise<ScheduledState> {
    const answer = await open().states([{ ...job, folder: { state: "absent", exitCode: null } }]);
    if (answer.kind !== "answered") throw new Error(JSON.stringify(answer));
    return answer.value.get(job.runId)!;
  }

  async function untilState(job: ScheduledJob, wanted: JobState, seconds = 30): Promise<ScheduledState> {
    let last: ScheduledState | null = null;
    try {
      return await until(
        wanted,
        async () => ((last = await stateOf(job)), last.state === wanted ? last : null),
        seconds,
      );
    } catch (error) {
      throw new Error(`${wanted} did not come, but ${JSON.stringify(last)}`, { cause: error });
    }
  }

  const numberOf = (job: Made) => job.read("slurm.id").trim();

  it("runs a job with its secrets, and keeps its code and its log", async () => {
    const job = await submit('echo "hello $SECRET on $SLURMD_NODENAME"; exit 7', {}, "SECRET='it'\\''s'\n");
    expect(await untilState(job, "exited")).toMatchObject({ exitCode: 7, note: { id: numberOf(job), word: "FAILED" } });
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
});
