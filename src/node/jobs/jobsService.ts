import type { HostReport } from "../../core/launch/hostReport.js";
import type { Finding } from "../../core/launch/finding.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import type { HostFailure, JobRef, JobView } from "../../protocol/jobs/jobView.js";
import type { HostStream } from "../remote/hostConnection.js";
import type { DamagedFile } from "./jobMemory.js";
import type { LaunchDraft } from "./launchDraft.js";

export type Reached<T> =
  { readonly kind: "reached"; readonly value: T } | { readonly kind: "unreachable"; readonly failure: HostFailure };

export type LaunchResult =
  | {
      readonly kind: "launched";
      readonly job: JobRef;
      /** A second launch of the same run started nothing. */ readonly isNew: boolean;
    }
  | { readonly kind: "unreachable"; readonly failure: HostFailure }
  /** `detail` for the log. */
  | {
      readonly kind: "failed";
      readonly reason: "no-space" | "not-started" | "upload" | "scheduler";
      readonly detail: string;
    };

export interface StopOptions {
  /** Kill at once, without a grace time. */
  readonly isHard: boolean;
  readonly graceSeconds: number;
}

/** Everything about jobs that the window and the command line share. Nothing here throws for what a host does. */
export interface JobsService {
  /** Hosts of the user's ssh configuration, those of known jobs, and `local`. */
  hosts(): Promise<readonly string[]>;
  /** The jobs that this machine remembers, as last known; no network. */
  jobs(): readonly JobView[];
  /** Files of the memory that cannot be read; they are left where they are. */
  damaged(): readonly DamagedFile[];
  /** Told after every change of `jobs()`, also by another window. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Told once a job over all windows of this machine, by the window that is first. */
  onEnd(listener: (job: JobView) => void): () => void;
  /** While somebody looks, hosts are asked every second, else every 15. */
  setWatched(isWatched: boolean): void;
  preflight(host: string, needs: PreflightNeeds): Promise<Reached<HostReport>>;
  /** What Ray, Slurm or Docker of the configuration's host says against a launch; nothing where the host itself runs it. */
  schedulerFindings(config: RunConfig): Promise<Reached<readonly Finding[]>>;
  /** `secrets`: values by name; sent on stdin, kept nowhere. Launching the same draft twice starts once. */
  launch(draft: LaunchDraft, secrets: Readonly<Record<string, string>>): Promise<LaunchResult>;
  /** Asks a host now; with `adopt` also for runs of its run root that this machine does not know. */
  refresh(host: string, options: { readonly adopt: boolean }): Promise<Reached<readonly JobView[]>>;
  stop(job: JobRef, options: StopOptions): Promise<Reached<JobView>>;
  pull(job: JobRef): Promise<Reached<JobView>>;
  /** Bytes of the log from an offset on, until closed; reconnects by itself and goes on where it was. */
  follow(job: JobRef, offset: number, onBytes: (bytes: Buffer, offset: number) => void): HostStream;
  /** Forgets it here; the run folder on the host stays. */
  forget(job: JobRef): Promise<void>;
  dispose(): Promise<void>;
}
