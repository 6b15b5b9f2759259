import { join } from "node:path";
import { openScheduler } from "../engines/openScheduler.js";
import { preflightHost } from "../launch/preflightHost.js";
import { openHost } from "../remote/openHost.js";
import { sshConfigHosts } from "../remote/sshConfigHosts.js";
import { createJobs } from "./jobs.js";
import type { JobsLog } from "./jobsOptions.js";
import type { JobsService } from "./jobsService.js";
import { rsyncFetch } from "./rsyncFetch.js";
import { systemClock } from "./systemClock.js";

/** What a window and the command line choose about jobs. Folders are absolute and of this machine. */
export interface OpenJobsOptions {
  /** Shared by all windows and the command line. */
  readonly storage: string;
  /** null: beside the storage's jobs. */
  readonly pullFolder: string | null;
  /** On hosts; `~` is the home there. */
  readonly runRoot: string;
  /** The files that travel to hosts. */
  readonly trainerFolder: string;
  readonly sshPath: string;
  /** null: ssh's own. */
  readonly sshConfigFile: string | null;
  /** Whether hosts are asked again and again by itself: windows do, a command does not. */
  readonly isPolling: boolean;
  readonly log: JobsLog;
}

/** The jobs of this machine, with the real ssh, clock and schedulers. Asks no host before it is told to, but for jobs that go on. */
export function openJobs(options: OpenJobsOptions): JobsService {
  const { storage, trainerFolder, isPolling, log } = options;
  return createJobs({
    ...{ storage, trainerFolder, isPolling, log },
    // Settings may change while a window is open: they are asked for when they are needed.
    get runRoot() {
      return options.runRoot;
    },
    get pullFolder() {
      return options.pullFolder ?? join(storage, "pulled");
    },
    openHost: host => openHost(host, { trainerFolder, sshPath: options.sshPath, configFile: options.sshConfigFile }),
    configuredHosts: () => sshConfigHosts(options.sshConfigFile),
    openScheduler: (launcher, connection) => openScheduler(launcher, connection, trainerFolder),
    rsync: host => rsyncFetch(host, { trainerFolder, sshPath: options.sshPath, configFile: options.sshConfigFile }),
    preflight: (connection, needs) => preflightHost(connection, needs, trainerFolder),
    clock: systemClock,
  });
}
