import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runJsonOf } from "../../../src/core/launch/runJson.js";
import { JobMemory } from "../../../src/node/jobs/jobMemory.js";
import { jobRecordSchema, type JobRecord } from "../../../src/node/jobs/jobRecord.js";
import { unknownStatus } from "../../../src/node/jobs/jobStatus.js";
import { madeDraft } from "./madeDraft.js";
import { temporaryFolder } from "./temporaryFolder.js";

function recordOf(runId: string, host = "gpu01"): JobRecord {
  const { plan, file } = madeDraft({ runId, folder: "/w", command: "" });
  const run = runJsonOf(plan, { code: null, data: [], createdAt: 5 });
  return jobRecordSchema.parse({ version: 1, host, configFile: file, runFolder: `/r/${runId}`, isAdopted: false, run });
}

const ref = { host: "gpu01", runId: "run-remembered" };

describe("the memory of jobs", () => {
  it("creates a job once: of two windows one adds it, and both know it", () => {
    const storage = temporaryFolder();
    const [one, other] = [new JobMemory(storage), new JobMemory(storage)];
    expect([one.add(recordOf(ref.runId)), other.add(recordOf(ref.runId))]).toEqual([true, false]);
    expect(other.read().jobs).toEqual([{ record: recordOf(ref.runId), status: unknownStatus }]);
  });

  it("keeps jobs of one id on two hosts, whatever their names, apart", () => {
    const memory = new JobMemory(temporaryFolder());
    for (const host of ["a", "user@a:22", "a%3A"]) memory.add(recordOf(ref.runId, host));
    expect(new Set(memory.read().jobs.map(({ record }) => record.host))).toEqual(new Set(["a", "user@a:22", "a%3A"]));
  });

  it("has what another window wrote down", () => {
    const storage = temporaryFolder();
    const [one, other] = [new JobMemory(storage), new JobMemory(storage)];
    one.add(recordOf(ref.runId));
    one.save(ref, { ...unknownStatus, state: "running", step: 3 });
    expect(other.read().jobs[0]?.status).toMatchObject({ state: "running", step: 3 });
    one.save(ref, { ...unknownStatus, state: "exited", step: 4 });
    expect(other.read().jobs[0]?.status).toMatchObject({ state: "exited", step: 4 });
  });

  it("names damaged files and leaves them as they are", () => {
    const storage = temporaryFolder();
    const memory = new JobMemory(storage);
    memory.add(recordOf(ref.runId));
    memory.add(recordOf("run-without-harm"));
    writeFileSync(memory.path(ref, "job.json"), '{"version":1');
    const { jobs, damaged } = memory.read();
    expect(jobs.map(({ record }) => record.run.runId)).toEqual(["run-without-harm"]);
    expect(damaged).toMatchObject([{ file: memory.path(ref, "job.json") }]);
    expect(readFileSync(memory.path(ref, "job.json"), "utf8")).toBe('{"version":1');
  });

  it("takes no job whose stage folder leads elsewhere, since it stands in scripts", () => {
    const storage = temporaryFolder();
    const memory = new JobMemory(storage);
    const record = recordOf(ref.runId);
    memory.add({
      ...record,
      run: { ...record.run, stages: [{ name: "x", folder: "out/../../etc", steps: 1, warmSteps: 0 }] },
    });
    expect(memory.read().jobs[0]?.record.run.stages).toEqual([]);
  });

  it("lets one window tell of an end", () => {
    const storage = temporaryFolder();
    const windows = [new JobMemory(storage), new JobMemory(storage), new JobMemory(storage)];
    windows[0]?.add(recordOf(ref.runId));
    expect(windows.map(memory => memory.claimTelling(ref))).toEqual([true, false, false]);
  });

  it("writes nothing down for a job that was forgotten meanwhile", () => {
    const memory = new JobMemory(temporaryFolder());
    memory.add(recordOf(ref.runId));
    memory.forget(ref);
    memory.save(ref, { ...unknownStatus, state: "running" });
    expect(memory.read().jobs).toEqual([]);
    expect(readdirSync(join(memory.folder))).toEqual([]);
  });
});
