import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";
import { createJobs } from "../../../src/node/jobs/jobs.js";
import type { JobsOptions } from "../../../src/node/jobs/jobsOptions.js";
import type { JobsService } from "../../../src/node/jobs/jobsService.js";
import { systemClock } from "../../../src/node/jobs/systemClock.js";
import { openHost } from "../../../src/node/remote/openHost.js";

export const trainerFolder = fileURLToPath(new URL("../../../src/trainer", import.meta.url));

const open: JobsService[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(jobs => jobs.dispose()));
});

/** The jobs service over a storage folder, disposed after the test. */
export function madeJobs(storage: string, more: Partial<JobsOptions> = {}): JobsService {
  const jobs = createJobs({
    storage,
    pullFolder: join(storage, "pulled"),
    runRoot: join(storage, "runs"),
    isPolling: false,
    trainerFolder,
    openHost: host => openHost(host, { trainerFolder }),
    configuredHosts: () => Promise.resolve([]),
    openScheduler: () => {
      throw new Error("no scheduler here");
    },
    rsync: () => null,
    preflight: () => Promise.reject(new Error("no preflight here")),
    clock: systemClock,
    log: { warn: () => undefined },
    ...more,
  });
  open.push(jobs);
  return jobs;
}
