import type { Finding } from "../../core/launch/finding.js";
import type { FolderState } from "../../core/launch/folderState.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import type { ScheduledNote } from "../../core/launch/scheduledNote.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";

/** A job that Ray, Slurm or Docker runs. */
export interface ScheduledJob {
  readonly runId: string;
  /** Absolute, on the host. */
  readonly runFolder: string;
}

/** The state by folder and scheduler together: this one is shown. */
export interface ScheduledState extends FolderState {
  readonly note: ScheduledNote;
  /**
   * Where the output is, absolute on the host, when it is not `log` in the run folder: Ray's own file of a job whose
   * entrypoint never began. null: `log`.
   */
  readonly log: string | null;
}

/** Why a scheduler gave no answer: the host, or the scheduler itself, though the host answered. */
export type SchedulerFailure =
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  /** The scheduler is not there, does not answer, or says what cannot be read. `detail`: its words, bounded. States stay what they were. */
  | { readonly kind: "silent"; readonly detail: string };

export type SchedulerAnswer<T> = { readonly kind: "answered"; readonly value: T } | SchedulerFailure;

export type SubmitAnswer =
  /** `isNew` false: it was already submitted, now or by another client; nothing was started. */
  | { readonly kind: "submitted"; readonly isNew: boolean; readonly id: string }
  /** The scheduler does not take it; `detail` is what it said, bounded. */
  | { readonly kind: "refused"; readonly detail: string }
  | SchedulerFailure;

/**
 * The engine that runs jobs on a host in place of `loupe_launch`. It works over that host's connection and keeps nothing
 * but a tunnel: the run folder and the scheduler are the truth. Never throws for what a host or a scheduler does.
 *
 * The order of a launch: files of the plan (which hold the scheduler's own script) are written as for a job of the host
 * itself, then `submit` in place of `loupe_launch`. It claims the same `launch.lock`.
 *
 * The state of such a job comes from `states` alone: its folder may hold the exit of a start before it was requeued, or
 * nothing while it waits. A change of what the folder says is a reason to ask at once.
 */
export interface Scheduler {
  readonly kind: "ray" | "slurm" | "docker";
  /** The shortest time between two calls of `states`, while somebody looks and while nobody does. Folders may be polled more often. */
  readonly pollSeconds: { readonly watched: number; readonly hidden: number };
  /** What speaks against a launch, asked of the scheduler itself: it is not there, has no such partition, too few nodes … */
  findings(config: RunConfig): Promise<SchedulerAnswer<readonly Finding[]>>;
  /**
   * Starts the run once, however often and by however many clients it is called. `secrets`: the text of secrets.sh, empty
   * where there are none; written by whoever claims the run, deleted at its start.
   */
  submit(job: ScheduledJob, secrets: string): Promise<SubmitAnswer>;
  /**
   * All jobs of the host in one request. `folder` is what the poll of their run folders said a moment before. Keyed by
   * run id; a job that the scheduler does not know is there with the state that follows (e.g. `lost`).
   */
  states(
    jobs: readonly (ScheduledJob & { readonly folder: FolderState })[],
  ): Promise<SchedulerAnswer<ReadonlyMap<string, ScheduledState>>>;
  /**
   * Asks for the end: soft leaves `graceSeconds` to save a checkpoint, hard none. Returns once the scheduler has taken
   * the order; the end itself is seen by `states`. A job that waits in the queue is taken out of it, its secrets are deleted.
   */
  stop(
    job: ScheduledJob,
    options: { readonly isHard: boolean; readonly graceSeconds: number },
  ): Promise<SchedulerAnswer<null>>;
}
