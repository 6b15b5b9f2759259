import { describe, expect, it } from "vitest";
import { jobStates } from "../../../../src/core/launch/jobState.js";
import { endSentence } from "../../../../src/host/jobs/endSentence.js";
import { hostFace } from "../../../../src/host/jobs/hostFace.js";
import { jobFace } from "../../../../src/host/jobs/jobFace.js";
import { leftFace } from "../../../../src/host/jobs/leftFace.js";
import { statusWords } from "../../../../src/host/jobs/statusWords.js";
import type { JobView } from "../../../../src/protocol/jobs/jobView.js";
import { english } from "../english.js";
import { madeUpJob } from "./madeUpJob.js";

const now = new Date(2026, 10, 22, 15, 30).getTime();
const moment = { t: english, now, language: "en" };
const minutesAgo = (minutes: number) => now - minutes * 60_000;
const described = (changes: Partial<JobView>) => jobFace(madeUpJob(changes), moment).description;

describe("a job in the tree", () => {
  it("shows step of total, reward, time left and GPU use while it goes on", () => {
    expect(described({})).toBe("163/200 · 6.07 · 14 h 02 m left · GPU 93%");
  });

  it("leaves out what nobody knows yet, and is never empty", () => {
    const unknown = { step: null, totalSteps: null, reward: null, secondsLeft: null, gpuUtilisation: null };
    expect(described(unknown)).toBe("running");
    expect(described({ ...unknown, state: "starting" })).toBe("starting");
    for (const state of jobStates) expect(described({ ...unknown, state })).not.toBe("");
  });

  it("names the stage of a run that has several", () => {
    expect(described({ stage: { name: "depth", index: 1, of: 3 } })).toMatch(/^stage 2 of 3 · 163\/200/);
    expect(described({ stage: { name: "all", index: 0, of: 1 } })).toMatch(/^163\/200/);
  });

  it("keeps its last state while the host does not answer, and never says that it ended", () => {
    const face = jobFace(
      madeUpJob({ unreachableSince: minutesAgo(20), failure: { kind: "timed-out", detail: "x" } }),
      moment,
    );
    expect(face.description).toBe("unreachable since 15:10 · 163/200 · 6.07 · 14 h 02 m left · GPU 93%");
    expect(face.icon).toEqual({ id: "debug-disconnect", color: null });
    expect(face.tooltip).toContain("h800-a did not answer in time: check the network, or whether it is switched on.");
    expect([face.description, ...face.tooltip].join()).not.toMatch(/ended|lost|exit/i);
  });

  it("names the day when a host is unreachable since another one", () => {
    expect(described({ unreachableSince: minutesAgo(24 * 60) })).toMatch(/^unreachable since Nov 21, 15:30/);
  });

  it("shows of one that is over how it ended, how long ago and how far it came, and no time left", () => {
    const over = { endedAt: minutesAgo(17 * 60), secondsLeft: 0 };
    expect(described({ ...over, state: "exited", exitCode: 0 })).toBe("exit 0 · 17 h 00 m ago · 163/200");
    expect(described({ ...over, state: "exited", exitCode: 137 })).toMatch(/^exit 137 · /);
    expect(described({ ...over, state: "stopped" })).toMatch(/^stopped · 17 h/);
    expect(described({ ...over, state: "lost" })).toMatch(/^lost · /);
    expect(described({ ...over, state: "lost-reboot" })).toMatch(/^lost, host restarted/);
  });

  it("has another shape of icon for each kind of end", () => {
    const icon = (state: JobView["state"], exitCode: number | null) =>
      jobFace(madeUpJob({ state, exitCode }), moment).icon.id;
    const shapes = [icon("exited", 0), icon("exited", 1), icon("stopped", 0), icon("running", null)];
    expect(new Set(shapes).size).toBe(4);
  });

  it("says what a scheduler says, in one line", () => {
    const note = { id: "4711", word: "PENDING", reason: "Resources\nand more", restarts: 0, elements: [] };
    const face = jobFace(madeUpJob({ state: "queued", launcher: "slurm", note, step: null, reward: null }), moment);
    expect(face.description).toMatch(/^queued · Resources and more/);
    expect(face.tooltip[0]).toBe("RARL · verl-current · Slurm 4711 PENDING");
  });

  it("speaks its numbers with their names", () => {
    expect(jobFace(madeUpJob(), moment).spoken).toBe(
      "Job charid-two-phase on h800-a, running, step 163 of 200, reward 6.07, 14 h 02 m left, GPU 93%",
    );
  });

  it("cuts a name that a host made up", () => {
    expect(jobFace(madeUpJob({ name: `a\u202e\n${"x".repeat(500)}` }), moment).label.length).toBeLessThanOrEqual(80);
  });
});

describe("a host in the tree", () => {
  const base = { host: "h800-a", failure: null, unreachableSince: null };

  it("counts what runs on it", () => {
    const jobs = [madeUpJob(), madeUpJob({ runId: "b", state: "exited" })];
    expect(hostFace({ ...base, jobs }, moment).description).toBe("1 running");
    expect(hostFace({ ...base, jobs: [] }, moment).description).toBe("");
  });

  it("says since when it does not answer, and what helps", () => {
    const failure = { kind: "needs-person", detail: "Permission denied" } as const;
    const face = hostFace({ ...base, jobs: [], failure, unreachableSince: minutesAgo(1) }, moment);
    expect(face.description).toBe("unreachable since 15:29");
    expect(face.spoken).toContain("log in once in a terminal");
  });
});

describe("what a job left on its host", () => {
  it("is counted with its size", () => {
    const left = [
      { path: "out/ckpt/global_step_160/model.pt", bytes: 15_231_000_000 },
      { path: "out/ckpt/global_step_160/optim.pt", bytes: 30_000_000_000 },
    ];
    expect(leftFace.all(left, english).description).toBe("2 files · 45.2 GB");
    expect(leftFace.one(left[0]!, "/run", english).description).toBe("15.2 GB");
  });
});

describe("the status bar", () => {
  it("has the step of the only job that goes on", () => {
    const jobs = [madeUpJob(), madeUpJob({ runId: "old", state: "exited", step: 7 })];
    expect(statusWords(jobs, null, moment)?.text).toBe("step 163 of 200");
  });

  it("counts several, unless one of them is selected", () => {
    const jobs = [madeUpJob(), madeUpJob({ runId: "second", step: 7 })];
    expect(statusWords(jobs, null, moment)?.text).toBe("2 jobs");
    expect(statusWords(jobs, { host: "h800-a", runId: "second" }, moment)?.text).toBe("step 7 of 200");
    expect(statusWords(jobs, { host: "h800-b", runId: "second" }, moment)?.text).toBe("2 jobs");
  });

  it("says nothing when no job goes on", () => {
    expect(statusWords([madeUpJob({ state: "stopped" })], null, moment)).toBeNull();
  });

  it("tells that a host is unreachable in place of an old step", () => {
    expect(statusWords([madeUpJob({ unreachableSince: minutesAgo(5) })], null, moment)?.text).toBe(
      "unreachable since 15:25",
    );
  });
});

describe("the notification of an end", () => {
  const ended = { startedAt: now - 50_520_000, endedAt: now };

  it("says how and after how long", () => {
    expect(endSentence(madeUpJob({ ...ended, state: "exited", exitCode: 0 }), english)).toBe(
      "charid-two-phase on h800-a: exit 0 after 14 h 02 m.",
    );
  });

  it("says what a lost job means and what helps", () => {
    expect(endSentence(madeUpJob({ ...ended, state: "lost" }), english)).toMatch(/left no exit code: it was killed/);
    expect(endSentence(madeUpJob({ state: "lost-reboot" }), english)).toMatch(/relaunch it from its last checkpoint/);
  });
});
