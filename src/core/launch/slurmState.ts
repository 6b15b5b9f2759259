import type { FolderState } from "./folderState.js";
import { isOver, type JobState } from "./jobState.js";
import type { ScheduledElement } from "./scheduledNote.js";
import type { SlurmRow } from "./slurmRows.js";

const waiting = new Set([
  "PENDING",
  "CONFIGURING",
  "REQUEUED",
  "REQUEUE_FED",
  "REQUEUE_HOLD",
  "SPECIAL_EXIT",
  "RESV_DEL_HOLD",
  "POWER_UP_NODE",
]);
/** `STOPPED` and `SUSPENDED` keep their nodes and can go on. */
const running = new Set(["RUNNING", "SUSPENDED", "STOPPED", "SIGNALING", "RESIZING", "STAGE_OUT"]);

/** The end that a process wrote down itself. */
function written({ state, exitCode }: FolderState): FolderState | null {
  return state === "exited" || state === "stopped" ? { state, exitCode } : null;
}

/**
 * What TERM leaves of a job that wrote down nothing: whoever stops a job sends it. Slurm calls one that is cancelled while
 * it is being launched FAILED (JobLaunchFailure), and not CANCELLED.
 */
const ofTerm = 128 + 15;

function ended(row: SlurmRow, folder: FolderState): FolderState {
  const own = written(folder);
  switch (row.state) {
    case "COMPLETED":
      return own ?? { state: "exited", exitCode: row.exitCode ?? 0 };
    case "FAILED":
      return own ?? { state: row.exitCode === ofTerm ? "stopped" : "exited", exitCode: row.exitCode };
    case "CANCELLED":
      // Whoever ended it, a person told Slurm to: before its start there is no code.
      return { state: "stopped", exitCode: folder.exitCode };
    default:
      // TIMEOUT, PREEMPTED, NODE_FAIL, OUT_OF_MEMORY, BOOT_FAIL, DEADLINE, REVOKED: what it wrote down before it was killed.
      return own ?? { state: "lost", exitCode: null };
  }
}

/** Nodes are being let go of. What was made to end may be about to be requeued; what ended by itself is over. */
function completing(folder: FolderState): FolderState {
  return folder.state === "exited" ? folder : { state: "running", exitCode: null };
}

/** What Slurm knows nothing of: forgotten by it, or its number never reached us. */
function unknown(folder: FolderState, isSubmitted: boolean): FolderState {
  const isClaimed = folder.state === "starting" || folder.state === "failed-to-start";
  return isClaimed && isSubmitted ? { state: "lost", exitCode: null } : folder;
}

/**
 * The state of a job, or of an element of an array, by Slurm and its run folder. While Slurm has it in its queue the
 * folder may hold the exit of an earlier start and is not asked; once it is over the code that was written down counts.
 *
 * @param row null: Slurm answered and knows no such job
 */
export function slurmState(row: SlurmRow | null, folder: FolderState, isSubmitted: boolean): FolderState {
  if (row === null) return unknown(folder, isSubmitted);
  if (waiting.has(row.state)) return { state: "queued", exitCode: null };
  if (running.has(row.state)) return { state: "running", exitCode: null };
  if (row.state === "COMPLETING") return completing(folder);
  return ended(row, folder);
}

/** The first of these that an element has is the state of its array. */
const precedence: readonly JobState[] = [
  "running",
  "starting",
  "queued",
  "lost-reboot",
  "lost",
  "failed-to-start",
  "stopped",
  "exited",
];

/** The state of a whole array: it runs while one element runs, and its code is the worst. */
export function slurmArrayState(elements: readonly ScheduledElement[]): FolderState {
  const state = precedence.find(wanted => elements.some(element => element.state === wanted)) ?? "absent";
  const codes = elements.flatMap(({ exitCode }) => (exitCode === null ? [] : [exitCode]));
  const worst = codes.length === 0 ? null : Math.max(...codes);
  return { state, exitCode: isOver(state) ? worst : null };
}
