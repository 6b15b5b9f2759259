import type { JobView } from "../../../../src/protocol/jobs/jobView.js";

const started = Date.UTC(2026, 10, 21, 8, 0, 0);

/** A job that runs, a third of its way through; only what a test is about is named. */
export function madeUpJob(changes: Partial<JobView> = {}): JobView {
  return {
    host: "h800-a",
    runId: "charid-two-phase-1a2b3c",
    name: "charid-two-phase",
    method: "RARL",
    engine: "verl-current",
    launcher: "host",
    configFile: "/data/charid-two-phase.loupe-run.json",
    state: "running",
    exitCode: null,
    note: null,
    unreachableSince: null,
    failure: null,
    startedAt: started,
    endedAt: null,
    stage: null,
    step: 163,
    totalSteps: 200,
    reward: 6.07,
    secondsLeft: 50_520,
    gpuUtilisation: 93.4,
    logBytes: 1000,
    runFolder: "/data/loupe/charid-two-phase-1a2b3c",
    localFolder: null,
    pulledBytes: 0,
    leftOnHost: [],
    checkpoints: [],
    ...changes,
  };
}
