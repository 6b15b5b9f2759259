import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JobRef } from "../../../src/protocol/jobs/jobView.js";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const stateOf = async (jobs: JobsService, { host, runId }: JobRef) => {
  await jobs.refresh(host, { adopt: false });
  return jobs.jobs().find(job => job.runId === runId)?.state;
};

async function launched(jobs: JobsService, draft: ReturnType<typeof madeDraft>, secrets = {}): Promise<JobRef> {
  const result = await jobs.launch(draft, secrets);
  if (result.kind !== "launched") throw new Error(JSON.stringify(result));
  return result.job;
}

async function followedWhole(jobs: JobsService, job: JobRef): Promise<string> {
  const chunks: Buffer[] = [];
  const failure = await jobs.follow(job, 0, bytes => chunks.push(bytes)).closed;
  expect(failure).toBeNull();
  return Buffer.concat(chunks).toString("utf8");
}

describe("a job on this machine", () => {
  it("runs detached, and its end and exit code are seen", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const job = await launched(
      jobs,
      madeDraft({ runId: "run-ends-with-7", folder: storage, command: "echo hi; exit 7" }),
    );
    await expect.poll(() => stateOf(jobs, job)).toBe("exited");
    expect(jobs.jobs()[0]).toMatchObject({ exitCode: 7, name: "small-run", launcher: "host", unreachableSince: null });
  });

  it("starts once when its draft is launched twice", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const draft = madeDraft({ runId: "run-started-once", folder: storage, command: "echo once" });
    await launched(jobs, draft);
    const again = await jobs.launch(draft, {});
    expect(again).toMatchObject({ kind: "launched", isNew: false });
    const log = await followedWhole(jobs, { host: "local", runId: draft.plan.runId });
    expect(log).toBe("once\n");
  });

  it("is followed from its first byte to its last", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const command = "i=0; while [ $i -lt 20 ]; do echo line $i; sleep 0.05; i=$((i+1)); done; printf torn";
    const job = await launched(jobs, madeDraft({ runId: "run-followed-all", folder: storage, command }));
    const log = await followedWhole(jobs, job);
    expect(log).toBe([...Array(20).keys()].map(i => `line ${String(i)}\n`).join("") + "torn");
  });

  it("is stopped, and said to be stopped", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const job = await launched(
      jobs,
      madeDraft({ runId: "run-to-be-stopped", folder: storage, command: "exec sleep 600" }),
    );
    await expect.poll(() => stateOf(jobs, job)).toBe("running");
    const stopped = await jobs.stop(job, { isHard: true, graceSeconds: 0 });
    expect(stopped.kind).toBe("reached");
    await expect.poll(() => stateOf(jobs, job)).toBe("stopped");
  });

  it("gets its secrets, which no file keeps", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const command = '[ "$TOKEN" = "s3cret value" ] && echo right';
    const job = await launched(jobs, madeDraft({ runId: "run-with-secret", folder: storage, command }), {
      TOKEN: "s3cret value",
    });
    expect(await followedWhole(jobs, job)).toBe("right\n");
    expect(existsSync(join(storage, "runs", "run-with-secret", "secrets.sh"))).toBe(false);
  });

  it("is not launched without what has to travel, which is said", async () => {
    const storage = temporaryFolder();
    const jobs = madeJobs(storage);
    const draft = madeDraft({ runId: "run-without-data", folder: storage, command: "echo no" });
    const uploads = [{ from: join(storage, "gone.jsonl"), to: "data/train.jsonl" }];
    const result = await jobs.launch({ ...draft, uploads }, {});
    expect(result).toMatchObject({ kind: "failed", reason: "upload" });
    expect(existsSync(join(storage, "runs", "run-without-data", "launch.lock"))).toBe(false);
    // Once it is there the same draft goes.
    writeFileSync(join(storage, "gone.jsonl"), "{}\n");
    expect(await jobs.launch({ ...draft, uploads }, {})).toMatchObject({ kind: "launched", isNew: true });
  });

  it("is told of in run.json, by which another machine finds it", async () => {
    const storage = temporaryFolder();
    const job = await launched(
      madeJobs(storage),
      madeDraft({ runId: "run-found-again", folder: storage, command: "exec sleep 600" }),
    );
    const other = madeJobs(temporaryFolder(), { runRoot: join(storage, "runs") });
    const found = () => other.refresh("local", { adopt: true }).then(() => other.jobs());
    await expect
      .poll(found)
      .toMatchObject([{ ...job, state: "running", method: "RL", engine: "verl-current", configFile: null }]);
    const text = readFileSync(join(storage, "runs", job.runId, "run.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ version: 1, runId: job.runId, code: null, data: [] });
    await other.stop(job, { isHard: true, graceSeconds: 0 });
  });
});
