import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import { systemClock } from "../../../src/node/jobs/systemClock.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const path = process.env["PATH"];
afterEach(() => {
  process.env["PATH"] = path;
});

/** nvidia-smi that tells what a file holds to whoever asks for numbers and use of the GPUs; without the file it fails. */
const program = `#!/bin/sh
[ "$*" = '--query-gpu=index,utilization.gpu --format=csv,noheader,nounits' ] || exit 2
exec cat "\${0%/*}/uses"
`;

/** Two jobs of a host with four GPUs, of which the first is given two; the clock stands until it is moved. */
async function start(uses: string | null) {
  const storage = temporaryFolder();
  const bin = join(storage, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "nvidia-smi"), program);
  chmodSync(join(bin, "nvidia-smi"), 0o700);
  if (uses !== null) writeFileSync(join(bin, "uses"), uses);
  process.env["PATH"] = `${bin}:${path ?? ""}`;
  const moment = { now: Date.now() };
  const jobs = madeJobs(storage, { clock: { ...systemClock, now: () => moment.now } });
  const command = 'while [ ! -e "$LOUPE_RUN_DIR/end" ]; do sleep 0.05; done';
  for (const [runId, devices] of [["run-on-two-gpus", [1, 3]] as const, ["run-on-all-gpus", null] as const]) {
    const draft = madeDraft({ runId, folder: storage, command, ...(devices === null ? {} : { devices }) });
    expect(await jobs.launch(draft, {})).toMatchObject({ kind: "launched" });
  }
  await expect.poll(() => seen(jobs).then(all => all.map(({ state }) => state))).toEqual(["running", "running"]);
  return { storage, bin, jobs, wait: (seconds: number) => (moment.now += seconds * 1000) };
}

async function seen(jobs: JobsService) {
  await jobs.refresh("local", { adopt: false });
  const all = jobs.jobs().toSorted((a, b) => b.runId.localeCompare(a.runId));
  return all.map(({ state, gpuUtilisation }) => ({ state, use: gpuUtilisation }));
}

const usesOf = async (jobs: JobsService) => (await seen(jobs)).map(({ use }) => use);

describe("the use of GPUs that a job tells", () => {
  it("is the mean of its own GPUs, or of all that say something, as often as every five seconds, and ends with it", async () => {
    const { storage, bin, jobs, wait } = await start("0, 10\n1, 20\n2, [N/A]\n3, 60\n");
    wait(5);
    expect(await usesOf(jobs)).toEqual([40, 30]);
    writeFileSync(join(bin, "uses"), "0, 0\n1, 100\n2, 0\n3, 90\n");
    wait(4.9);
    expect(await usesOf(jobs)).toEqual([40, 30]);
    wait(0.2);
    expect(await usesOf(jobs)).toEqual([95, 47.5]);
    for (const runId of ["run-on-two-gpus", "run-on-all-gpus"]) writeFileSync(join(storage, "runs", runId, "end"), "");
    await expect
      .poll(() => seen(jobs))
      .toEqual([
        { state: "exited", use: null },
        { state: "exited", use: null },
      ]);
  });

  it("is not known where nvidia-smi fails, which is then left alone for a while", async () => {
    const { storage, bin, jobs, wait } = await start(null);
    wait(5);
    expect(await usesOf(jobs)).toEqual([null, null]);
    writeFileSync(join(bin, "uses"), "1, 20\n3, 60\n");
    wait(60);
    expect(await usesOf(jobs)).toEqual([null, null]);
    wait(300);
    expect(await usesOf(jobs)).toEqual([40, 40]);
    for (const runId of ["run-on-two-gpus", "run-on-all-gpus"]) writeFileSync(join(storage, "runs", runId, "end"), "");
    await expect.poll(async () => (await seen(jobs)).map(({ state }) => state)).toEqual(["exited", "exited"]);
  });
});
