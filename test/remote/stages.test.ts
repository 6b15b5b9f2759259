import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JobsService } from "../../src/node/jobs/jobsService.js";
import { openJobs } from "../../src/node/jobs/openJobs.js";
import { prepareLaunch } from "../../src/node/launch/prepareLaunch.js";
import type { JobRef } from "../../src/protocol/jobs/jobView.js";
import { filesIn, startsOf, toldOf, writeStandIn } from "../unit/launch/standInVerl.js";
import { killOne } from "./lib/killOne.js";
import { missingPrograms } from "./lib/missingPrograms.js";
import { processesOf } from "./lib/processesOf.js";
import { startSshServer, type SshServer } from "./lib/startSshServer.js";
import { trainerFolder } from "./lib/trainerFolder.js";
import { until } from "../until.js";

const missing = missingPrograms(["sshd", "ssh", "tar", "python3"]);

describe.skipIf(missing !== null)(`a chain of two stages on a host ${missing ?? ""}`, () => {
  let server: SshServer;
  let place: string;
  let standIn: string;
  let jobs: JobsService;
  const runFolder = (runId: string) => join(server.home, "runs", runId);

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "loupe-stages-"));
    server = await startSshServer();
    standIn = writeStandIn(join(server.folder, "stand-in"));
    jobs = openJobs({
      ...{ storage: join(place, "storage"), isPolling: true, trainerFolder, sshPath: "ssh", pullFolder: null },
      ...{ runRoot: "~/runs", sshConfigFile: server.configFile },
      log: { warn: () => undefined },
    });
    jobs.setWatched(true);
  });
  afterAll(async () => {
    rmSync(join(standIn, "waits"), { force: true });
    await jobs.dispose();
    const root = join(server.home, "runs");
    for (const id of existsSync(root) ? readdirSync(root) : []) for (const pid of processesOf(id)) killOne(pid);
    await server.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Launches the configuration, which stands in a folder of its own with its data. */
  async function launch(resumeFrom: string | null): Promise<JobRef> {
    const row = { id: "q", task: "action_recognition", image: "p.png", question: "What?", answer: "A" };
    for (const name of ["train.jsonl", "val.jsonl"]) writeFileSync(join(place, name), `${JSON.stringify(row)}\n`);
    const stages = [
      { name: "action", steps: 4 },
      { name: "merged", steps: 6 },
    ];
    const text = JSON.stringify({
      ...{ name: "chain", method: "RL", engine: "verl-current", host: "loupe-fish", model: { path: "base/model" } },
      data: { train: "train.jsonl", validation: "val.jsonl", tasks: ["action_recognition"] },
      ...{ stages, checkpoints: { every: 2 }, validation: { every: 2 } },
      environment: { variables: { PATH: `${standIn}:${process.env["PATH"] ?? ""}` } },
    });
    const file = join(place, "chain.loupe-run.json");
    writeFileSync(file, text);
    const options = { text: null, isTrusted: true, isCounted: false, resumeFrom, trainerFolder, strategies: [] };
    const read = await prepareLaunch(file, options);
    if (read.kind !== "draft") throw new Error(JSON.stringify(read.issues));
    expect(read.draft.findings.filter(one => one.level === "error")).toEqual([]);
    const launched = await jobs.launch(read.draft, {});
    if (launched.kind !== "launched") throw new Error(JSON.stringify(launched));
    return launched.job;
  }

  const stateOf = (job: JobRef) => jobs.jobs().find(one => one.runId === job.runId);

  it("killed in its second stage and relaunched, does not repeat the first and keeps its metrics", async () => {
    writeFileSync(join(standIn, "waits"), "2-merged 5");
    const first = await launch(null);
    await until("the second stage's fifth step", () => existsSync(join(standIn, "waiting")));
    for (const pid of processesOf(first.runId)) killOne(pid);
    await until("the job's end", () => stateOf(first)?.state === "exited");
    await expect
      .poll(() => stateOf(first))
      .toMatchObject({ exitCode: 137, stage: { name: "merged", index: 1, of: 2 }, step: 4 });
    rmSync(join(standIn, "waits"));

    const second = await launch(runFolder(first.runId));
    await until("the relaunched job's end", () => stateOf(second)?.state === "exited");
    const log = readFileSync(join(runFolder(second.runId), "log"), "utf8");
    expect([stateOf(second)?.exitCode, log]).toEqual([0, expect.stringContaining("loupe: action is done")]);
    expect(log).toContain("merged, main: from step 4 to 6");
    const trained = startsOf(standIn).filter(start => start.args[0] !== "merge");
    expect(trained.map(start => toldOf(start, "trainer.total_training_steps"))).toEqual(["4", "6", "6"]);

    const steps = (runId: string, stage: string) =>
      filesIn(join(runFolder(runId), "out", stage, "metrics")).map(name =>
        readFileSync(join(runFolder(runId), "out", stage, "metrics", name), "utf8")
          .trimEnd()
          .split("\n")
          .map(line => (JSON.parse(line) as { step: number }).step),
      );
    expect(steps(first.runId, "1-action")).toEqual([[1, 2, 3, 4]]);
    expect(steps(first.runId, "2-merged")).toEqual([[1, 2, 3, 4]]);
    expect(steps(second.runId, "2-merged")).toEqual([[5, 6]]);
    expect(steps(second.runId, "1-action")).toEqual([]);
  });
});
