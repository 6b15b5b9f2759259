import { join } from "node:path";
import { localHost } from "../../core/launch/hostName.js";
import { isOver } from "../../core/launch/jobState.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection } from "../remote/hostConnection.js";
import type { Clock } from "./clock.js";
import type { JobBook } from "./jobBook.js";
import { refOf, type RememberedJob } from "./jobMemory.js";
import type { JobRecord } from "./jobRecord.js";
import type { JobStatus } from "./jobStatus.js";
import { Lease } from "./lease.js";
import type { RsyncFetch } from "./pullContext.js";
import { failureOf } from "./pullFailure.js";
import { pulledRunName } from "./pulledRunName.js";
import { pullRun, type PullOutcome } from "./pullRun.js";
import { WorkQueue } from "./workQueue.js";

/** While a run goes on: at most so often when its log grows, and so often when it does not. */
const liveMs = 5_000;
const restMs = 60_000;
/** After a failure. */
const pauseMs = 30_000;
const waitForOtherMs = 60_000;
const megabyte = 1_000_000;
const disposed: HostFailure = { kind: "dropped", detail: "closed" };

interface LastPull {
  readonly at: number;
  readonly logBytes: number;
  readonly hasFailed: boolean;
}

export interface PullerDeps {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly connection: () => HostConnection;
  readonly rsync: () => RsyncFetch | null;
  readonly pullFolder: string;
}

/** Pulls the runs of one host, one after the other; over all windows one at a time pulls a run. */
export class JobPuller {
  private readonly deps: PullerDeps;
  private readonly queue = new WorkQueue();
  private readonly last = new Map<string, LastPull>();
  private readonly waiting = new Set<string>();
  private isDisposed = false;

  constructor(deps: PullerDeps) {
    this.deps = deps;
  }

  /** Pulls what has something new, as far as is known; told to nobody but the book. */
  pullDue(jobs: readonly RememberedJob[]): void {
    for (const job of jobs) {
      const { runId } = job.record.run;
      if (this.waiting.has(runId) || !this.isDue(job)) continue;
      this.waiting.add(runId);
      void this.queue.add(async () => {
        this.waiting.delete(runId);
        if (!this.isDisposed) await this.pullNow(job.record, false);
      });
    }
  }

  /** Pulls now; null: all is here. Waits while another window pulls the same run; begins nothing once it is disposed of. */
  pull({ record }: RememberedJob): Promise<HostFailure | null> {
    return this.queue.add(() => (this.isDisposed ? Promise.resolve(disposed) : this.pullNow(record, true)));
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    await this.queue.add(() => Promise.resolve());
  }

  private isDue({ record, status }: RememberedJob): boolean {
    if (status.isSettled || status.state === "absent" || status.unreachableSince !== null) return false;
    const last = this.last.get(record.run.runId);
    if (last === undefined) return true;
    const age = this.deps.clock.now() - last.at;
    if (last.hasFailed) return age >= pauseMs;
    return isOver(status.state) || age >= (status.logBytes === last.logBytes ? restMs : liveMs);
  }

  private async pullNow(record: JobRecord, isPatient: boolean): Promise<HostFailure | null> {
    const { book, clock } = this.deps;
    const ref = refOf(record);
    const status = book.find(ref)?.status;
    if (status === undefined) return null;
    const failure = await this.take(record, status, isPatient);
    this.last.set(ref.runId, { at: clock.now(), logBytes: status.logBytes, hasFailed: failure !== null });
    return failure;
  }

  /** What this machine itself cannot do, such as writing the lease, is a failure of the pull as well. */
  private async take(record: JobRecord, status: JobStatus, isPatient: boolean): Promise<HostFailure | null> {
    try {
      const isHere = record.host === localHost;
      const failure = isHere ? this.takeLocal(record, status) : await this.pullAlone(record, status, isPatient);
      this.deps.book.refresh();
      return failure;
    } catch (error) {
      return failureOf(error);
    }
  }

  /** A run of this machine is where it is. */
  private takeLocal(record: JobRecord, { state }: JobStatus): null {
    this.deps.book.update(refOf(record), status => ({
      ...status,
      localFolder: record.runFolder,
      isSettled: isOver(state) && status.state === state,
    }));
    return null;
  }

  private async pullAlone(record: JobRecord, status: JobStatus, isPatient: boolean): Promise<HostFailure | null> {
    const { pull, name, runId } = record.run;
    const folderName = pulledRunName(name, runId);
    // A host may be known by two names: what must be written by one alone is the folder here.
    const lease = new Lease(this.deps.book.memory.leasePath(`${folderName}.pull`), this.deps.clock);
    if (!(await this.acquire(lease, isPatient))) return { kind: "other", detail: "another window pulls this run" };
    try {
      const localFolder = join(this.deps.pullFolder, folderName);
      const outcome = await pullRun({
        connection: this.deps.connection(),
        runFolder: record.runFolder,
        localFolder,
        limits: { fileBytes: pull.fileMegabytes * megabyte, totalBytes: pull.totalMegabytes * megabyte },
        rsync: this.deps.rsync(),
      });
      return this.keep(record, status, localFolder, outcome);
    } finally {
      lease.release();
    }
  }

  private async acquire(lease: Lease, isPatient: boolean): Promise<boolean> {
    const { clock } = this.deps;
    const start = clock.now();
    while (!lease.acquire()) {
      if (!isPatient || this.isDisposed || clock.now() - start > waitForOtherMs) return false;
      await new Promise<void>(done => void clock.after(500, done));
    }
    return true;
  }

  private keep(record: JobRecord, before: JobStatus, localFolder: string, outcome: PullOutcome): HostFailure | null {
    switch (outcome.kind) {
      case "failed":
        return outcome.failure;
      case "absent":
        this.deps.book.update(refOf(record), status => ({ ...status, isSettled: isOver(status.state) }));
        return null;
      case "pulled":
        this.deps.book.update(refOf(record), status => ({
          ...status,
          localFolder,
          pulledBytes: outcome.totalBytes,
          leftOnHost: outcome.left.map(({ path, bytes }) => ({ path, bytes })),
          // It was over before this pull began, so that nothing can have come since.
          isSettled: isOver(before.state) && status.state === before.state,
        }));
        return null;
    }
  }
}
