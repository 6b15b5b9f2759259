import type { FolderState } from "./folderState.js";
import type { RayJob } from "./rayJob.js";
import type { ScheduledNote } from "./scheduledNote.js";

export interface RayJobState extends FolderState {
  readonly note: ScheduledNote;
}

const longestReason = 300;

/** Ray appends the end of the log, as much as 20,000 characters; the first line says what happened. */
function reasonOf(message: string | null | undefined): string | null {
  const line =
    (message ?? "")
      .split("\n", 1)[0]
      ?.replaceAll(/\p{Cc}+/gu, " ")
      .trim() ?? "";
  return line === "" ? null : line.slice(0, longestReason);
}

/** As a shell would tell it: Ray has the negative number of a signal. Older versions say the code in words only. */
function codeOf({ driver_exit_code, message }: RayJob): number | null {
  const told = driver_exit_code ?? Number(/exit code (-?\d{1,3})\b/.exec(message ?? "")?.[1] ?? Number.NaN);
  if (!Number.isInteger(told)) return null;
  return told < 0 ? 128 - told : told;
}

/** Whether the process ran at all: Ray's other errors are of its own parts before that, or of the supervisor after it. */
function isStartError(errorType: string | null | undefined): boolean {
  return /RUNTIME_ENV_SETUP_FAILURE|ACTOR_START|UNSCHEDULABLE|COMMAND_START_ERROR/.test(errorType ?? "");
}

function failed(job: RayJob): FolderState {
  const exitCode = codeOf(job);
  if (exitCode !== null) return { state: "exited", exitCode };
  return { state: isStartError(job.error_type) ? "failed-to-start" : "lost", exitCode: null };
}

function byRay(job: RayJob): FolderState {
  switch (job.status) {
    case "PENDING":
      return { state: "queued", exitCode: null };
    case "RUNNING":
      return { state: "running", exitCode: null };
    case "STOPPED":
      return { state: "stopped", exitCode: null };
    case "SUCCEEDED":
      return { state: "exited", exitCode: 0 };
    case "FAILED":
      return failed(job);
  }
}

/** Whether the run folder alone says it: its process lives, or has written down how it ended. Ray need not be asked. */
export function isDecided({ state }: FolderState): boolean {
  switch (state) {
    case "running":
    case "exited":
    case "stopped":
      return true;
    case "absent":
    case "queued":
    case "starting":
    case "failed-to-start":
    case "lost":
    case "lost-reboot":
      return false;
  }
}

/** What of a run's folder counts beside its state. */
export interface RayRun {
  /** Whether Ray once took it. */
  readonly isSubmitted: boolean;
  /** Whether somebody asked for its end. */
  readonly isStopping: boolean;
  readonly folder: FolderState;
}

function undecided(job: RayJob | null, { isSubmitted, isStopping, folder }: RayRun): FolderState {
  const isClaimed = folder.state === "starting" || folder.state === "failed-to-start";
  // Ray cannot take away what waits for resources; should it start, it ends at once.
  if (isClaimed && isStopping && job?.status !== "RUNNING") return { state: "stopped", exitCode: null };
  if (job !== null) return byRay(job);
  return isClaimed && isSubmitted ? { state: "lost", exitCode: null } : folder;
}

/**
 * The state of a run by Ray and its run folder. What the process wrote down counts; a process that the folder calls lost
 * and Ray calls running is about to be ended by Ray.
 *
 * @param job null: Ray answered and knows no such job, e.g. since the cluster was made anew
 */
export function rayJobState(runId: string, job: RayJob | null, run: RayRun): RayJobState {
  const state = isDecided(run.folder) ? run.folder : undecided(job, run);
  const note = {
    id: run.isSubmitted || job !== null ? runId : null,
    word: job?.status ?? null,
    reason: job === null || job.status === "SUCCEEDED" ? null : reasonOf(job.message),
    restarts: 0,
    elements: [],
  };
  return { ...state, note };
}
