import type { Scheduler } from "../engines/scheduler.js";
import type { ScheduledLauncher } from "../../core/launch/scheduledLauncher.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { Clock } from "./clock.js";
import type { JobBook } from "./jobBook.js";

/** What a launch on one host works with. */
export interface LaunchDeps {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly connection: HostConnection;
  readonly scheduler: (launcher: ScheduledLauncher) => Scheduler;
  /** On the host; may begin with `~`. */
  readonly runRoot: string;
  /** Absolute, here: `wrapper.sh` is in it. */
  readonly trainerFolder: string;
}
