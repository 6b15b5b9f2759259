import type { ScheduledLauncher } from "../../core/launch/scheduledLauncher.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { DockerJobs } from "./dockerJobs.js";
import { RayJobs } from "./rayJobs.js";
import type { Scheduler } from "./scheduler.js";
import { SlurmJobs } from "./slurmJobs.js";

/**
 * What runs jobs on a host in place of the host itself. Nothing is asked before the first call.
 *
 * @param trainerFolder absolute, here: the files of src/trainer
 */
export function openScheduler(launcher: ScheduledLauncher, host: HostConnection, trainerFolder: string): Scheduler {
  switch (launcher.kind) {
    case "ray":
      return new RayJobs(host, launcher.dashboardPort, trainerFolder);
    case "slurm":
      return new SlurmJobs(host, trainerFolder);
    case "docker":
      return new DockerJobs(host, trainerFolder);
  }
}
