import type { ScheduledLauncher } from "../../core/launch/scheduledLauncher.js";
import type { Scheduler } from "../engines/scheduler.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import type { Reached } from "./jobsService.js";
import type { Clock } from "./clock.js";
import type { RsyncFetch } from "./pullContext.js";

/** What the log is told; texts hold no secrets. */
export interface JobsLog {
  warn(message: string, values?: Readonly<Record<string, unknown>>): void;
}

export interface JobsOptions {
  /** Absolute, here: the folder that all windows and the command line share. */
  readonly storage: string;
  /** Absolute, here: where runs are pulled to, a folder each. */
  readonly pullFolder: string;
  /** On hosts; `~` is the home folder there. */
  readonly runRoot: string;
  /** Whether hosts are asked again and again by itself, and what runs is pulled: windows do, a command does not. */
  readonly isPolling: boolean;
  /** Absolute, here: the files that travel to hosts are in it. */
  readonly trainerFolder: string;
  readonly openHost: (host: string) => HostConnection;
  /** Hosts of the user's ssh configuration. */
  readonly configuredHosts: () => Promise<readonly string[]>;
  readonly openScheduler: (launcher: ScheduledLauncher, connection: HostConnection) => Scheduler;
  /** Copies by rsync from a host; null where this machine has none. */
  readonly rsync: (host: string) => RsyncFetch | null;
  readonly preflight: (connection: HostConnection, needs: PreflightNeeds) => Promise<Reached<HostReport>>;
  readonly clock: Clock;
  readonly log: JobsLog;
}
