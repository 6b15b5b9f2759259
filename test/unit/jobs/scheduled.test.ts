import { describe, expect, it } from "vitest";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import type { ScheduledState, Scheduler, SchedulerAnswer, SubmitAnswer } from "../../../src/node/engines/scheduler.js";
import { FakeHost } from "./fakeHost.js";
import { MadeClock } from "./madeClock.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const note = { id: "77", word: "PENDING", reason: "Resources", restarts: 0, elements: [] };

/** A scheduler that says what a test wants, and keeps what it was told. */
class FakeScheduler implements Scheduler {
  readonly kind = "slurm";
  readonly pollSeconds = { watched: 10, hidden: 30 };
  answer: SchedulerAnswer<ScheduledState> = {
    kind: "answered",
    value: { state: "queued", exitCode: null, note, log: null },
  };
  submission: SubmitAnswer = { kind: "submitted", isNew: true, id: "77" };
  readonly submitted: (readonly [folder: string, secrets: string])[] = [];
  readonly stopped: unknown[] = [];
  asked = 0;

  findings: Scheduler["findings"] = () => Promise.resolve({ kind: "answered", value: [] });

  submit: Scheduler["submit"] = ({ runFolder }, secrets) => {
    this.submitted.push([runFolder, secrets]);
    return Promise.resolve(this.submission);
  };

  states: Scheduler["states"] = jobs => {
    this.asked += 1;
    const { answer } = this;
    if (answer.kind !== "answered") return Promise.resolve(answer);
    return Promise.resolve({ kind: "answered", value: new Map(jobs.map(({ runId }) => [runId, answer.value])) });
  };

  stop: Scheduler["stop"] = (job, options) => {
    this.stopped.push({ ...job, ...options });
    return Promise.resolve({ kind: "answered", value: null });
  };
}

function made() {
  const [host, clock, scheduler] = [new FakeHost(), new MadeClock(), new FakeScheduler()];
  const jobs = madeJobs(temporaryFolder(), {
    isPolling: true,
    clock,
    openHost: name => host.connect(name),
    openScheduler: () => scheduler,
  });
  return { host, clock, scheduler, jobs };
}

const draft = (runId: string, sharedRoot?: string) =>
  madeDraft({
    ...{ runId, folder: "/nowhere", command: "", host: "login" },
    launcher: { kind: "slurm", requeue: false, ...(sharedRoot === undefined ? {} : { sharedRoot }) },
  });

const launch = (jobs: JobsService, runId: string) => jobs.launch(draft(runId), { TOKEN: "it's secret" });

describe("a job that a scheduler runs", () => {
  it("is handed to it with its secrets, and not started by us", async () => {
    const { host, scheduler, jobs } = made();
    expect(await launch(jobs, "run-of-slurm")).toMatchObject({ kind: "launched", isNew: true });
    expect(scheduler.submitted).toEqual([["/runs/run-of-slurm", "TOKEN='it'\\''s secret'\n"]]);
    expect(host.asked.some(script => script.includes("loupe_launch"))).toBe(false);
    expect(jobs.jobs()).toMatchObject([{ launcher: "slurm", state: "queued", note: { word: "PENDING" } }]);
  });

  it("lies where all nodes see it", async () => {
    const { host, jobs } = made();
    await jobs.launch(draft("run-in-shared-root", "/shared/runs"), {});
    expect(host.asked[0]).toBe("loupe_root '/shared/runs'");
  });

  it("is asked for as often as the scheduler can bear, and at once when its folder has changed", async () => {
    const { host, clock, scheduler, jobs } = made();
    jobs.setWatched(true);
    await launch(jobs, "run-asked-for");
    await clock.move(15_000);
    scheduler.asked = 0;
    await clock.move(30_000);
    expect(scheduler.asked).toBe(3);
    await clock.move(1_000);
    scheduler.asked = 0;
    host.runs.set("run-asked-for", { state: "running" });
    await clock.move(1_100);
    expect(scheduler.asked).toBe(1);
  });

  it("keeps its state while the scheduler says nothing, whatever its folder looks like", async () => {
    const { host, clock, scheduler, jobs } = made();
    await launch(jobs, "run-in-silence");
    scheduler.answer = { kind: "answered", value: { state: "running", exitCode: null, note, log: "/logs/77" } };
    await clock.move(60_000);
    scheduler.answer = { kind: "silent", detail: "slurm_load_jobs error" };
    host.runs.set("run-in-silence", { state: "lost" });
    await clock.move(120_000);
    expect(jobs.jobs()).toMatchObject([{ state: "running", unreachableSince: null }]);
    scheduler.answer = { kind: "answered", value: { state: "exited", exitCode: 0, note, log: null } };
    await clock.move(60_000);
    expect(jobs.jobs()).toMatchObject([{ state: "exited", exitCode: 0 }]);
  });

  it("is stopped by the scheduler", async () => {
    const { scheduler, jobs } = made();
    await launch(jobs, "run-to-cancel");
    await jobs.stop({ host: "login", runId: "run-to-cancel" }, { isHard: false, graceSeconds: 30 });
    expect(scheduler.stopped).toEqual([
      { runId: "run-to-cancel", runFolder: "/runs/run-to-cancel", isHard: false, graceSeconds: 30 },
    ]);
  });

  it("that is refused says why", async () => {
    const { scheduler, jobs } = made();
    scheduler.submission = { kind: "refused", detail: "invalid partition" };
    expect(await launch(jobs, "run-that-is-refused")).toEqual({
      kind: "failed",
      reason: "scheduler",
      detail: "invalid partition",
    });
  });
});

describe("a launch that fails", () => {
  const failing = async (isIt: (script: string) => boolean, code: number, err: string) => {
    const host = new FakeHost();
    const jobs = madeJobs(temporaryFolder(), {
      openHost: name => {
        const connection = host.connect(name);
        const run: typeof connection.run = script =>
          isIt(script)
            ? Promise.resolve({ kind: "answered", code, out: Buffer.alloc(0), err })
            : connection.run(script);
        return { ...connection, run };
      },
    });
    const runId = "run-that-fails";
    return jobs.launch(madeDraft({ runId, folder: "/nowhere", command: "", host: "gpu01" }), {});
  };

  it("for want of room says so, while files are written and when it starts", async () => {
    const full = "cp: No space left on device";
    expect(await failing(script => script.includes("echo written"), 28, full)).toMatchObject({ reason: "no-space" });
    expect(await failing(script => script.startsWith("loupe_launch"), 28, full)).toMatchObject({ reason: "no-space" });
  });

  it("for another reason says what the host said", async () => {
    const answer = await failing(script => script.startsWith("loupe_launch"), 3, "no such folder");
    expect(answer).toEqual({ kind: "failed", reason: "not-started", detail: "no such folder" });
  });
});
