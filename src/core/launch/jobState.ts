/**
 * What the run folder on the host says of its process (facts: remote 2.4). `lost`: the process is gone and left no exit
 * code; `lost-reboot`: the host started again meanwhile; `failed-to-start`: claimed for over 30 s and never begun;
 * `absent`: no such folder. `queued` only where Ray or Slurm has the job.
 */
export const jobStates = [
  "absent",
  "queued",
  "starting",
  "failed-to-start",
  "running",
  "exited",
  "stopped",
  "lost",
  "lost-reboot",
] as const;
export type JobState = (typeof jobStates)[number];

/** Whether a job in this state will never run again by itself. */
export function isOver(state: JobState): boolean {
  switch (state) {
    case "exited":
    case "stopped":
    case "lost":
    case "lost-reboot":
    case "failed-to-start":
    case "absent":
      return true;
    case "queued":
    case "starting":
    case "running":
      return false;
  }
}
