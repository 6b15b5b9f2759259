import type { JobStatus } from "./jobStatus.js";

/** Slurm says so of a job that it then gives to other nodes. */
const beforeRequeue: readonly (string | null)[] = ["NODE_FAIL", "PREEMPTED"];

/**
 * Whether a job that is over may prove to go on: a beat that another node could not see, a start that took long, a
 * requeue that is to come. What wrote down its end itself, or lost its host's boot, is over.
 */
export const isUncertainEnd = ({ state, note }: Pick<JobStatus, "state" | "note">): boolean =>
  state === "lost" || state === "failed-to-start" || (state !== "absent" && beforeRequeue.includes(note?.word ?? null));
