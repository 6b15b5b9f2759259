import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { trainerConfigSchema } from "../../../src/core/launch/runConfig.js";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import type { LaunchDraft } from "../../../src/node/jobs/launchDraft.js";
import type { HostConnection } from "../../../src/node/remote/hostConnection.js";
import { openHost } from "../../../src/node/remote/openHost.js";
import { madeDraft } from "./madeDraft.js";
import { madeJobs, trainerFolder } from "./madeJobs.js";
import { temporaryFolder } from "./temporaryFolder.js";

const megabyte = 1_000_000;
const job = { host: "gpu-1", runId: "run-with-limits" };

/** This machine as a host that things have to be fetched from. */
function openNamed(host: string): HostConnection {
  const real = openHost("local", { trainerFolder });
  return {
    host,
    run: real.run.bind(real),
    bulk: real.bulk.bind(real),
    follow: real.follow.bind(real),
    tunnel: real.tunnel.bind(real),
    relay: real.relay.bind(real),
    inBulkTurn: (work, signal) => real.inBulkTurn(work, signal),
    dispose: () => real.dispose(),
  };
}

/** A run that leaves a large picture, a large file of lines and small files, with the limits of a configuration. */
function limitedDraft(folder: string, pull: { readonly fileMegabytes?: number; readonly totalMegabytes?: number }) {
  const command = [
    'cd "$LOUPE_RUN_DIR" && mkdir -p out/rollouts out/plots',
    "head -c 1600000 /dev/zero >out/plots/large.png",
    "head -c 1000 /dev/zero >out/plots/small.png",
    "head -c 1700000 /dev/zero | tr '\\000' '\\n' >out/rollouts/1.jsonl",
    'echo \'{"score":1,"step":2}\' >out/rollouts/2.jsonl',
  ].join("\n");
  const draft = madeDraft({ ...job, folder, command });
  const config = trainerConfigSchema.parse({
    ...draft.config,
    pull: { ...trainerConfigSchema.shape.pull.parse(undefined), ...pull },
  });
  return { ...draft, config, plan: { ...draft.plan, config } } satisfies LaunchDraft;
}

async function pulled(jobs: JobsService) {
  await jobs.refresh(job.host, { adopt: true });
  const answer = await jobs.pull(job);
  if (answer.kind !== "reached") throw new Error(answer.failure.detail);
  const { localFolder, leftOnHost } = answer.value;
  const bytesOf = (path: string) => {
    const file = join(localFolder ?? "", path);
    return existsSync(file) ? statSync(file).size : null;
  };
  return { left: [...leftOnHost].sort((a, b) => a.path.localeCompare(b.path)), bytesOf };
}

async function run(pull: Parameters<typeof limitedDraft>[1]) {
  const storage = temporaryFolder();
  const jobs = madeJobs(storage, { openHost: openNamed });
  expect(await jobs.launch(limitedDraft(storage, pull), {})).toMatchObject({ kind: "launched" });
  const state = async () => {
    await jobs.refresh(job.host, { adopt: false });
    return jobs.jobs()[0]?.state;
  };
  await expect.poll(state).toBe("exited");
  return { storage, jobs };
}

describe("the limits that a configuration sets to pulls", () => {
  it("leave a larger file on the host and list it; a file of lines comes up to the limit", async () => {
    const { storage, jobs } = await run({ fileMegabytes: 1 });
    const { left, bytesOf } = await pulled(jobs);
    expect(left).toEqual([
      { path: "out/plots/large.png", bytes: 1_600_000 },
      { path: "out/rollouts/1.jsonl", bytes: 1_700_000 },
    ]);
    expect(bytesOf("out/plots/large.png")).toBeNull();
    expect(bytesOf("out/plots/small.png")).toBe(1000);
    expect(bytesOf("out/rollouts/1.jsonl")).toBe(megabyte);
    expect(bytesOf("out/rollouts/2.jsonl")).toBeGreaterThan(0);

    // Another machine knows them from the run folder alone.
    const elsewhere = madeJobs(temporaryFolder(), { openHost: openNamed, runRoot: join(storage, "runs") });
    const found = await pulled(elsewhere);
    expect(found.left).toEqual(left);
    expect(found.bytesOf("out/plots/large.png")).toBeNull();
  });

  it("leave nothing where they are not reached", async () => {
    const { jobs } = await run({ fileMegabytes: 2 });
    const { left, bytesOf } = await pulled(jobs);
    expect(left).toEqual([]);
    expect(bytesOf("out/plots/large.png")).toBe(1_600_000);
    expect(bytesOf("out/rollouts/1.jsonl")).toBe(1_700_000);
  });

  it("hold for a run as a whole: what matters most comes first", async () => {
    const { storage, jobs } = await run({ totalMegabytes: 2 });
    const { left, bytesOf } = await pulled(jobs);
    expect(left).toEqual([{ path: "out/plots/large.png", bytes: 1_600_000 }]);
    expect(bytesOf("out/rollouts/1.jsonl")).toBe(1_700_000);
    expect(readdirSync(join(storage, "runs", job.runId, "out", "plots")).sort()).toEqual(["large.png", "small.png"]);
  });
});
