import { localHost } from "../../core/launch/hostName.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { HostLook } from "./hostLook.js";
import { isDoubted } from "./isDoubted.js";
import { isUnsettled } from "./isUnsettled.js";
import type { JobBook } from "./jobBook.js";
import type { RememberedJob } from "./jobMemory.js";
import { JobPuller } from "./jobPuller.js";
import type { JobsOptions } from "./jobsOptions.js";
import { Lease } from "./lease.js";
import { ScheduledJobs } from "./scheduledJobs.js";
import { WorkQueue } from "./workQueue.js";

const watchedMs = 1_000;
const hiddenMs = 15_000;
const firstBackoffMs = 2_000;
const longestBackoffMs = 60_000;
/** Between two looks at jobs that are over, as it seems, while nothing else goes on there. */
const doubtedMs = 300_000;
/** A connection that nobody has used for so long is closed. */
const idleMs = 120_000;

/** Everything between this process and one host: its connection, the looks at its jobs, the pulls. */
export class HostDesk {
  readonly host: string;
  readonly scheduled: ScheduledJobs;
  private readonly options: JobsOptions;
  private readonly book: JobBook;
  private readonly looks = new WorkQueue();
  private readonly look: HostLook;
  private readonly puller: JobPuller;
  private readonly lease: Lease;
  private opened: HostConnection | null = null;
  private usedAt = 0;
  /** Works that a person waits for: their connection is not idle, however long they take. */
  private held = 0;
  private failures = 0;
  private isWatched = false;
  private isLooking = false;
  /** The next look is far off, as nothing was left but ends in doubt. */
  private isResting = false;
  private askedAt = -Infinity;
  private cancelTick: (() => void) | null = null;
  private isDisposed = false;

  constructor(host: string, options: JobsOptions, book: JobBook) {
    this.host = host;
    this.options = options;
    this.book = book;
    const { clock, log } = options;
    const connection = () => this.connection();
    this.scheduled = new ScheduledJobs(
      launcher => options.openScheduler(launcher, this.connection()),
      clock,
      failure => log.warn("scheduler gave no answer", { host, failure }),
    );
    this.look = new HostLook({ book, clock, connection, scheduled: this.scheduled });
    let fetch: ReturnType<JobsOptions["rsync"]> | undefined;
    const rsync = () => (fetch ??= options.rsync(host));
    this.puller = new JobPuller({ book, clock, connection, rsync, pullFolder: options.pullFolder });
    this.lease = new Lease(book.memory.leasePath(`${encodeURIComponent(host)}.asking`), clock);
  }

  connection(): HostConnection {
    this.usedAt = this.options.clock.now();
    this.opened ??= this.options.openHost(this.host);
    return this.opened;
  }

  /** Keeps the connection open as long as the work takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.held += 1;
    try {
      return await work();
    } finally {
      this.held -= 1;
      this.usedAt = this.options.clock.now();
    }
  }

  /** Asks for all jobs of the host now, by whoever polls it; null: it answered. */
  lookNow(): Promise<HostFailure | null> {
    const look = async () => {
      this.scheduled.forgetStates();
      const failure = await this.look.look(this.book.ofHost(this.host));
      this.book.refresh();
      return failure;
    };
    return this.during(() => this.looks.add(look));
  }

  pull(job: RememberedJob): Promise<HostFailure | null> {
    return this.during(() => this.puller.pull(job));
  }

  setWatched(isWatched: boolean): void {
    const hasBegun = isWatched && !this.isWatched;
    this.isWatched = isWatched;
    this.scheduled.isWatched = isWatched;
    if (hasBegun && this.failures === 0) this.wake();
  }

  /** There may be something to do: begins the round of looks, if it has stopped or is far off. */
  wake(): void {
    if (!this.options.isPolling || this.isDisposed || this.isLooking) return;
    this.cancelTick?.();
    this.cancelTick = this.options.clock.after(0, this.tick);
  }

  /** Whether looks are under way as often as its jobs need them; they stop when nothing is left to ask for. */
  get isAwake(): boolean {
    if (this.isLooking) return true;
    return this.cancelTick !== null && !(this.isResting && this.book.ofHost(this.host).some(isUnsettled));
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    this.cancelTick?.();
    this.cancelTick = null;
    await this.close();
    await this.puller.dispose();
    await this.looks.add(() => Promise.resolve());
    // What was under way may have connected again.
    await this.close();
    this.lease.release();
  }

  private readonly tick = (): void => {
    this.cancelTick = null;
    this.isLooking = true;
    const warn = (error: unknown) =>
      this.options.log.warn("a round of looks failed", { host: this.host, error: String(error) });
    this.round()
      .catch((error: unknown) => {
        warn(error);
        this.failures += 1;
      })
      .finally(() => (this.isLooking = false))
      .then(() => this.goOn())
      .catch(warn);
  };

  private async round(): Promise<void> {
    if (this.lease.acquire()) await this.lookAndPull();
  }

  /** The jobs to ask for now: those whose end is in doubt come along with others, and alone once in a while. */
  private due(): readonly RememberedJob[] {
    const jobs = this.book.ofHost(this.host);
    const now = this.options.clock.now();
    if (!jobs.some(isUnsettled) && now - this.askedAt < doubtedMs) return [];
    this.askedAt = now;
    return jobs.filter(job => isUnsettled(job) || isDoubted(job, now));
  }

  private async lookAndPull(): Promise<void> {
    const failure = await this.looks.add(() => this.look.look(this.due()));
    this.failures = failure === null ? 0 : this.failures + 1;
    this.book.refreshChanged();
    if (failure === null) this.puller.pullDue(this.book.ofHost(this.host).filter(isUnsettled));
  }

  private async goOn(): Promise<void> {
    if (this.isDisposed) return;
    const jobs = this.book.ofHost(this.host);
    this.isResting = false;
    if (!jobs.some(isUnsettled)) {
      this.lease.release();
      await this.closeIdle();
      const isDone = !jobs.some(job => isDoubted(job, this.options.clock.now()));
      if (this.opened === null && isDone) return;
      this.isResting = this.opened === null;
    }
    this.cancelTick = this.options.clock.after(this.isResting ? doubtedMs : this.pause(), this.tick);
  }

  private pause(): number {
    if (this.failures > 0) return Math.min(longestBackoffMs, firstBackoffMs * 2 ** (this.failures - 1));
    return this.isWatched ? watchedMs : hiddenMs;
  }

  private async closeIdle(): Promise<void> {
    if (this.held > 0) return;
    if (this.host !== localHost && this.options.clock.now() - this.usedAt < idleMs) return;
    await this.close();
  }

  private async close(): Promise<void> {
    const { opened } = this;
    this.opened = null;
    this.scheduled.forgetSchedulers();
    await opened?.dispose();
  }
}
