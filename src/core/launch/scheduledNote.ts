import type { JobState } from "./jobState.js";

/** One element of an array job, by its index in the array. */
export interface ScheduledElement {
  readonly index: number;
  readonly state: JobState;
  readonly exitCode: number | null;
  /** As the scheduler names its state, e.g. `TIMEOUT`; null: it says nothing of it. */
  readonly word: string | null;
}

/** What Ray, Slurm or Docker says of a job in its own words, beside the state that was made of it. All texts are one line and bounded. */
export interface ScheduledNote {
  /** Slurm's number (`123`, or `123;cluster`), Ray's submission id, the container's name; null: it was never submitted. */
  readonly id: string | null;
  /** As the scheduler names the state: `PENDING`, `CANCELLED by 1000`, `FAILED`; null: it says nothing of this job. */
  readonly word: string | null;
  /** Why it waits or ended, as the scheduler says it: `Resources`, `Reached time limit`; null: no reason given. */
  readonly reason: string | null;
  /** How often it was requeued. */
  readonly restarts: number;
  /** Empty but for array jobs. */
  readonly elements: readonly ScheduledElement[];
}
