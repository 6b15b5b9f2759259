import type { JobState } from "../../core/launch/jobState.js";
import type { ScheduledNote } from "../../core/launch/scheduledNote.js";

/** Which job: its host as the ssh configuration names it (or `local`), and the id that the client made. */
export interface JobRef {
  readonly host: string;
  readonly runId: string;
}

/** A job as every window, the tree and the command line show it. Times are milliseconds since 1970 by this machine's clock. */
export interface JobView extends JobRef {
  readonly name: string;
  readonly method: string | null;
  readonly engine: string | null;
  readonly launcher: "host" | "ray" | "slurm";
  /** The `*.loupe-run.json` that it was launched from, absolute, here; null: launched from another machine. */
  readonly configFile: string | null;
  readonly state: JobState;
  readonly exitCode: number | null;
  /** What Ray, Slurm or Docker says of it in its own words; null: the host itself runs it, or nothing was said yet. */
  readonly note: ScheduledNote | null;
  /** Since when the host has not answered; the state is then what was last known. */
  readonly unreachableSince: number | null;
  /** Why not, when it is known. */
  readonly failure: HostFailure | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** `index` counts from 0. */
  readonly stage: { readonly name: string; readonly index: number; readonly of: number } | null;
  readonly step: number | null;
  readonly totalSteps: number | null;
  readonly reward: number | null;
  /** Seconds, from the last steps; null: nobody knows yet. */
  readonly secondsLeft: number | null;
  /** Mean utilisation of the run's GPUs in percent. */
  readonly gpuUtilisation: number | null;
  readonly logBytes: number;
  /** Absolute, on the host. */
  readonly runFolder: string;
  /** Absolute, here: what was pulled. null before the first pull, the run folder itself for `local`. */
  readonly localFolder: string | null;
  readonly pulledBytes: number;
  /** Large files that stayed on the host. */
  readonly leftOnHost: readonly { readonly path: string; readonly bytes: number }[];
  readonly checkpoints: readonly number[];
}

/**
 * Why a host did not answer. `needs-person`: a password, passphrase or second factor is asked for, `unknown-host-key`
 * and `changed-host-key` by the host's key, `refused`: the key is not accepted. `not-written`: it answered, and what it sent
 * cannot be written on this machine.
 */
export const hostFailureKinds = [
  "bad-name",
  "unknown-host",
  "needs-person",
  "refused",
  "unknown-host-key",
  "changed-host-key",
  "timed-out",
  "connection-refused",
  "no-ssh",
  "no-shell",
  "no-space",
  "too-many-connections",
  "dropped",
  "not-written",
  "other",
] as const;
export type HostFailureKind = (typeof hostFailureKinds)[number];

export interface HostFailure {
  readonly kind: HostFailureKind;
  /** What ssh said, bounded; for the log and for details. */
  readonly detail: string;
}
