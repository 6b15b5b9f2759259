import { describe, expect, it } from "vitest";
import type { JobView } from "../../../src/protocol/jobs/jobView.js";
import { isUncertainEnd } from "../../../src/node/jobs/isUncertainEnd.js";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import { FakeHost } from "./fakeHost.js";
import { MadeClock, settle } from "./madeClock.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

interface Windows {
  readonly host: FakeHost;
  readonly clock: MadeClock;
  readonly storage: string;
  /** A window, or the command line with `isPolling` false. */
  readonly open: (isPolling?: boolean, clock?: MadeClock) => JobsService;
}

function windows(): Windows {
  const [host, clock, storage] = [new FakeHost(), new MadeClock(), temporaryFolder()];
  const open = (isPolling = true, own = clock) =>
    madeJobs(storage, { isPolling, clock: own, openHost: name => host.connect(name) });
  return { host, clock, storage, open };
}

async function launch(jobs: JobsService, runId: string, host = "gpu01"): Promise<void> {
  const result = await jobs.launch(madeDraft({ runId, folder: "/nowhere", command: "", host }), {});
  expect(result).toMatchObject({ kind: "launched" });
}

const stateIn = (jobs: JobsService) => jobs.jobs().map(({ state }) => state);

function endsOf(jobs: JobsService): JobView[] {
  const ends: JobView[] = [];
  jobs.onEnd(job => ends.push(job));
  return ends;
}

describe("windows over one memory of jobs", () => {
  it("ask a host from one of them, and the others learn what it said", async () => {
    const { host, clock, open } = windows();
    const all = [open(), open(), open()] as const;
    for (const jobs of all) jobs.setWatched(true);
    await launch(all[0], "run-of-windows");
    await clock.move(2_000);
    const before = host.polls;
    await clock.move(10_000);
    expect(host.polls - before).toBe(10);
    host.runs.set("run-of-windows", { state: "exited", exitCode: 2 });
    await clock.move(3_100);
    expect(all.map(stateIn)).toEqual([["exited"], ["exited"], ["exited"]]);
  });

  it("go on asking when the one that asked is closed", async () => {
    const { host, clock, open } = windows();
    const [one, other] = [open(), open()];
    for (const jobs of [one, other]) jobs.setWatched(true);
    await launch(one, "run-of-the-other");
    await clock.move(3_000);
    await one.dispose();
    const before = host.polls;
    await clock.move(5_000);
    expect(host.polls - before).toBeGreaterThanOrEqual(4);
    expect(stateIn(other)).toEqual(["running"]);
  });

  it("tell of an end once, whoever of them is there", async () => {
    const { host, clock, open } = windows();
    const all = [open(), open(), open()] as const;
    const ends = all.map(endsOf);
    await launch(all[1], "run-that-ends-once");
    host.runs.set("run-that-ends-once", { state: "exited", exitCode: 0 });
    await clock.move(40_000);
    expect(ends.flat().map(({ runId, state }) => [runId, state])).toEqual([["run-that-ends-once", "exited"]]);
    const later = endsOf(open());
    await clock.move(40_000);
    expect(later).toEqual([]);
  });

  it("tell of an end that came while none of them was open", async () => {
    const { host, clock, open } = windows();
    const first = open();
    await launch(first, "run-ended-at-night");
    await first.dispose();
    host.runs.set("run-ended-at-night", { state: "stopped", exitCode: 0 });
    const ends = endsOf(open());
    await clock.move(1_000);
    expect(ends.map(({ runId }) => runId)).toEqual(["run-ended-at-night"]);
  });

  it("find a job that the command line launched, and follow it on", async () => {
    const { host, clock, open } = windows();
    const window = open();
    await launch(open(false), "run-of-a-command");
    await clock.move(16_000);
    host.runs.set("run-of-a-command", { state: "exited", exitCode: 0 });
    await clock.move(31_000);
    expect(stateIn(window)).toEqual(["exited"]);
  });
});

describe("asking a host", () => {
  it("is one request for all of its jobs, each second while somebody looks and each 15 s else", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    for (let number = 0; number < 10; number += 1) await launch(jobs, `run-number-${String(number)}`);
    await clock.move(60_000);
    host.polls = 0;
    await clock.move(60_000);
    expect(host.polls).toBe(4);
    jobs.setWatched(true);
    await clock.move(0);
    host.polls = 0;
    await clock.move(20_000);
    expect(host.polls).toBe(20);
    expect(host.open).toBe(1);
  });

  it("is tried again after 2, 4, 8 … up to 60 s when there is no answer; the state stays what it was", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    jobs.setWatched(true);
    await launch(jobs, "run-out-of-reach");
    await clock.move(5_000);
    host.failure = { kind: "timed-out", detail: "" };
    await clock.move(1_000);
    const since = jobs.jobs()[0]?.unreachableSince;
    expect(since).not.toBeNull();
    const times: number[] = [];
    for (let second = 0; second < 250; second += 1) {
      const before = host.asked.length;
      await clock.move(1_000);
      if (host.asked.length > before) times.push(second + 1);
    }
    const pauses = times.map((time, at) => time - (times[at - 1] ?? 0));
    expect(pauses.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60]);
    expect(jobs.jobs()[0]).toMatchObject({ state: "running", unreachableSince: since, failure: { kind: "timed-out" } });
    host.failure = null;
    await clock.move(61_000);
    expect(jobs.jobs()[0]).toMatchObject({ state: "running", unreachableSince: null, failure: null });
  });

  it("stops when nothing goes on there and everything was pulled, and the connection is closed", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    await launch(jobs, "run-that-is-over");
    await clock.move(20_000);
    host.runs.set("run-that-is-over", { state: "exited", exitCode: 1 });
    await clock.move(60_000);
    expect(host.pulls).toBeGreaterThanOrEqual(2);
    await clock.move(200_000);
    expect(host.open).toBe(0);
    const before = host.asked.length;
    await clock.move(600_000);
    expect(host.asked.length).toBe(before);
    expect(stateIn(jobs)).toEqual(["exited"]);
  });

  it("does not forget how a run ended when somebody has cleared its folder", async () => {
    const { host, clock, open } = windows();
    const jobs = open(false);
    await launch(jobs, "run-cleared-away");
    host.runs.set("run-cleared-away", { state: "exited", exitCode: 3 });
    await jobs.refresh("gpu01", { adopt: false });
    host.runs.delete("run-cleared-away");
    await jobs.refresh("gpu01", { adopt: false });
    expect(jobs.jobs()).toMatchObject([{ state: "exited", exitCode: 3 }]);
    await clock.move(0);
  });

  it("that is launched on just now is not said to have lost the run", async () => {
    const { host, clock, storage, open } = windows();
    const window = open();
    let isSending = false;
    const slow = madeJobs(storage, {
      clock,
      openHost: name => {
        const connection = host.connect(name);
        const run: typeof connection.run = async (script, options) => {
          isSending ||= script.includes("echo written");
          if (script.includes("echo written")) await new Promise<void>(done => void clock.after(50_000, done));
          return connection.run(script, options);
        };
        return { ...connection, run };
      },
    });
    const ends = endsOf(window);
    const result = slow.launch(
      madeDraft({ runId: "run-slowly-sent", folder: "/nowhere", command: "", host: "gpu01" }),
      {},
    );
    await expect.poll(() => isSending).toBe(true);
    await settle();
    await clock.move(45_000);
    expect(stateIn(window)).toEqual(["starting"]);
    await clock.move(10_000);
    expect(await result).toMatchObject({ kind: "launched", isNew: true });
    await clock.move(16_000);
    expect(stateIn(window)).toEqual(["running"]);
    expect(ends).toEqual([]);
  });

  it("keeps jobs of which one forgets, and forgets what one forgets", async () => {
    const { clock, open } = windows();
    const [one, other] = [open(), open()];
    await launch(one, "run-to-be-kept");
    await launch(one, "run-to-be-forgotten");
    await one.forget({ host: "gpu01", runId: "run-to-be-forgotten" });
    await clock.move(31_000);
    for (const jobs of [one, other]) expect(jobs.jobs().map(({ runId }) => runId)).toEqual(["run-to-be-kept"]);
  });
});

describe("an end that is not certain", () => {
  const minute = 60_000;

  it("is asked for at long pauses, with the connection closed between them, and after an hour no more", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    jobs.setWatched(true);
    for (const [runId, state] of [
      ["run-lost-for-good", "lost"],
      ["run-never-started", "failed-to-start"],
    ] as const) {
      await launch(jobs, runId);
      host.runs.set(runId, { state });
    }
    await clock.move(10 * minute);
    expect(host.open).toBe(0);
    host.polls = 0;
    await clock.move(40 * minute);
    expect(host.polls).toBeGreaterThanOrEqual(5);
    expect(host.polls).toBeLessThanOrEqual(8);
    await clock.move(20 * minute);
    const before = host.asked.length;
    await clock.move(120 * minute);
    expect(host.asked.length).toBe(before);
    expect(host.open).toBe(0);
    expect(stateIn(jobs).sort()).toEqual(["failed-to-start", "lost"]);
  });

  it("that proves to be none is followed on, pulled again, and its real end is told", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    const ends = endsOf(jobs);
    await launch(jobs, "run-seen-from-afar");
    host.runs.set("run-seen-from-afar", { state: "lost" });
    await clock.move(minute);
    expect(ends.map(({ state }) => state)).toEqual(["lost"]);
    host.runs.set("run-seen-from-afar", { state: "running", logBytes: 7 });
    await clock.move(8 * minute);
    expect(stateIn(jobs)).toEqual(["running"]);
    expect(ends).toHaveLength(1);
    host.pulls = 0;
    host.runs.set("run-seen-from-afar", { state: "exited", exitCode: 0, logBytes: 9 });
    await clock.move(minute);
    expect(ends.map(({ state, exitCode }) => [state, exitCode])).toEqual([
      ["lost", null],
      ["exited", 0],
    ]);
    expect(host.pulls).toBeGreaterThanOrEqual(1);
    const before = host.asked.length;
    await clock.move(20 * minute);
    expect(host.asked.length).toBe(before);
  });

  it("is told anew when the run came to its own end between two looks", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    const ends = endsOf(jobs);
    await launch(jobs, "run-slow-to-start");
    host.runs.set("run-slow-to-start", { state: "failed-to-start" });
    await clock.move(4 * minute);
    host.pulls = 0;
    host.runs.set("run-slow-to-start", { state: "exited", exitCode: 0, logBytes: 3 });
    await clock.move(8 * minute);
    expect(ends.map(({ state }) => state)).toEqual(["failed-to-start", "exited"]);
    expect(host.pulls).toBe(1);
  });

  it("is not waited for by a job that is launched meanwhile", async () => {
    const { host, clock, open } = windows();
    const jobs = open();
    await launch(jobs, "run-lost-before");
    host.runs.set("run-lost-before", { state: "lost" });
    await clock.move(10 * minute);
    await launch(open(false), "run-of-a-command");
    await clock.move(minute);
    host.runs.set("run-of-a-command", { state: "exited", exitCode: 0 });
    await clock.move(minute);
    expect(stateIn(jobs)).toEqual(["exited", "lost"]);
  });

  it("is also one of a scheduler that may give the job to other nodes", () => {
    const note = (word: string) => ({ id: "7", word, reason: null, restarts: 0, elements: [] });
    const uncertain = (["lost", "stopped", "exited"] as const).map(state =>
      ["NODE_FAIL", "PREEMPTED", "CANCELLED by 7"].map(word => isUncertainEnd({ state, note: note(word) })),
    );
    expect(uncertain).toEqual([
      [true, true, true],
      [true, true, false],
      [true, true, false],
    ]);
  });
});
