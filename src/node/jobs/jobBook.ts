import { isOver } from "../../core/launch/jobState.js";
import type { JobRef, JobView } from "../../protocol/jobs/jobView.js";
import { existsSync } from "node:fs";
import { JobMemory, refOf, type DamagedFile, type RememberedJob } from "./jobMemory.js";
import { isUncertainEnd } from "./isUncertainEnd.js";
import type { JobStatus } from "./jobStatus.js";
import { jobView } from "./jobView.js";

/** Whether the end that may have been told proves to be none, or to have been another one. */
function isRevoked(before: JobStatus, now: JobStatus): boolean {
  if (!isOver(before.state)) return false;
  const isKnown = now.state === "exited" || now.state === "stopped";
  return !isOver(now.state) || (isKnown && isUncertainEnd(before) && before.state !== now.state);
}

type Read = ReturnType<JobMemory["read"]>;

/** A file that did not change gives the same object again. */
function isSame({ jobs, damaged }: Read, now: Read): boolean {
  return (
    jobs.length === now.jobs.length &&
    damaged.length === now.damaged.length &&
    jobs.every(({ record, status }, at) => record === now.jobs[at]?.record && status === now.jobs[at].status)
  );
}

/** The memory of jobs with those who listen to it: changes are told once, whoever made them. */
export class JobBook {
  readonly memory: JobMemory;
  private read: Read;
  private isChanged = false;
  private readonly onChangeListeners = new Set<() => void>();
  private readonly onEndListeners = new Set<(job: JobView) => void>();

  constructor(storage: string) {
    this.memory = new JobMemory(storage);
    this.read = this.memory.read();
  }

  get jobs(): readonly RememberedJob[] {
    return this.read.jobs;
  }

  get damaged(): readonly DamagedFile[] {
    return this.read.damaged;
  }

  views(): readonly JobView[] {
    return this.read.jobs.map(jobView);
  }

  find({ host, runId }: JobRef): RememberedJob | undefined {
    return this.read.jobs.find(({ record }) => record.host === host && record.run.runId === runId);
  }

  ofHost(host: string): readonly RememberedJob[] {
    return this.read.jobs.filter(({ record }) => record.host === host);
  }

  /** Changes what is known of a job, from what the files say now; nothing is written when nothing changes. */
  update(job: JobRef, change: (status: JobStatus) => JobStatus): void {
    const status = this.memory.statusNow(job);
    if (status === null) return;
    const next = change(status);
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    this.memory.save(job, next);
    if (isRevoked(status, next)) this.memory.withdrawTelling(job);
    this.isChanged = true;
  }

  /** As `refresh`, when this process has changed something; what others change is for whoever watches the folder. */
  refreshChanged(): void {
    if (this.isChanged) this.refresh();
  }

  /** Looks at the files and tells what is new since the last look. */
  refresh(): void {
    const before = this.read;
    this.isChanged = false;
    this.read = this.memory.read();
    if (!isSame(before, this.read)) {
      for (const listener of [...this.onChangeListeners]) listener();
    }
    this.tellEnds();
  }

  onChange(listener: () => void): () => void {
    this.onChangeListeners.add(listener);
    return () => void this.onChangeListeners.delete(listener);
  }

  onEnd(listener: (job: JobView) => void): () => void {
    this.onEndListeners.add(listener);
    return () => void this.onEndListeners.delete(listener);
  }

  stopListening(): void {
    this.onChangeListeners.clear();
    this.onEndListeners.clear();
  }

  /** Only who can tell claims the telling. A run that never began has no end. */
  private tellEnds(): void {
    if (this.onEndListeners.size === 0) return;
    for (const job of this.read.jobs) {
      const { state } = job.status;
      const ref = refOf(job.record);
      if (!isOver(state) || state === "absent" || existsSync(this.memory.path(ref, "told"))) continue;
      if (this.memory.claimTelling(ref)) for (const listener of [...this.onEndListeners]) listener(jobView(job));
    }
  }
}
