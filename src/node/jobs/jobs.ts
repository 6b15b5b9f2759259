import type { Finding } from "../../core/launch/finding.js";
import { localHost, isHostName } from "../../core/launch/hostName.js";
import { isOver } from "../../core/launch/jobState.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import { scheduledLauncher } from "../../core/launch/scheduledLauncher.js";
import type { HostFailure, JobRef, JobView } from "../../protocol/jobs/jobView.js";
import type { HostStream } from "../remote/hostConnection.js";
import { requestStop, stopRun } from "../remote/stopRun.js";
import { adoptRuns } from "./adoptRuns.js";
import { FollowedLog } from "./followedLog.js";
import { HostDesk } from "./hostDesk.js";
import { JobBook } from "./jobBook.js";
import { isDoubted } from "./isDoubted.js";
import { isUnsettled } from "./isUnsettled.js";
import type { DamagedFile, RememberedJob } from "./jobMemory.js";
import type { JobsOptions } from "./jobsOptions.js";
import type { JobsService, LaunchResult, Reached, StopOptions } from "./jobsService.js";
import { jobView } from "./jobView.js";
import type { LaunchDraft } from "./launchDraft.js";
import { MemoryWatch } from "./memoryWatch.js";
import { startRun } from "./startRun.js";

/** The jobs of this machine. Reads the memory at once; asks no host before it is told to. */
export function createJobs(options: JobsOptions): JobsService {
  return new Jobs(options);
}

class Jobs implements JobsService {
  private readonly options: JobsOptions;
  private readonly book: JobBook;
  private readonly desks = new Map<string, HostDesk>();
  private readonly streams = new Set<HostStream>();
  private readonly watch: MemoryWatch | null;
  private isWatched = false;

  constructor(options: JobsOptions) {
    this.options = options;
    this.book = new JobBook(options.storage);
    this.watch = options.isPolling
      ? new MemoryWatch(this.book.memory.folder, options.clock, () => this.onMemory(), options.log)
      : null;
    if (options.isPolling) this.wakeDesks();
  }

  async hosts(): Promise<readonly string[]> {
    const configured = await this.options.configuredHosts();
    const known = this.book.jobs.map(({ record }) => record.host);
    return [...new Set([localHost, ...configured, ...known])].filter(isHostName);
  }

  jobs(): readonly JobView[] {
    return this.book.views();
  }

  damaged(): readonly DamagedFile[] {
    return this.book.damaged;
  }

  onChange(listener: () => void): () => void {
    return this.book.onChange(listener);
  }

  onEnd(listener: (job: JobView) => void): () => void {
    const stop = this.book.onEnd(listener);
    this.book.refresh();
    return stop;
  }

  setWatched(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.watch?.setWatched(isWatched);
    for (const desk of this.desks.values()) desk.setWatched(isWatched);
  }

  async preflight(host: string, needs: PreflightNeeds): Promise<Reached<HostReport>> {
    const desk = this.desk(host);
    return desk.during(() => this.options.preflight(desk.connection(), needs));
  }

  async schedulerFindings(config: RunConfig): Promise<Reached<readonly Finding[]>> {
    const launcher = scheduledLauncher(config);
    if (launcher === null) return { kind: "reached", value: [] };
    const desk = this.desk(config.host);
    const answer = await desk.during(() => desk.scheduled.scheduler(launcher).findings(config));
    switch (answer.kind) {
      case "answered":
        return { kind: "reached", value: answer.value };
      case "unreachable":
        return answer;
      case "silent":
        // What cannot be asked speaks against nothing: the submission says it.
        this.options.log.warn("scheduler gave no answer", { host: config.host, detail: answer.detail });
        return { kind: "reached", value: [] };
    }
  }

  async launch(draft: LaunchDraft, secrets: Readonly<Record<string, string>>): Promise<LaunchResult> {
    const desk = this.desk(draft.config.host);
    const { clock, runRoot, trainerFolder } = this.options;
    const connection = desk.connection();
    const scheduler = (launcher: Parameters<typeof desk.scheduled.scheduler>[0]) => desk.scheduled.scheduler(launcher);
    const deps = { book: this.book, clock, connection, scheduler, runRoot, trainerFolder };
    const result = await desk.during(() => startRun(deps, draft, secrets));
    if (result.kind === "launched") await desk.lookNow();
    this.book.refresh();
    desk.wake();
    return result;
  }

  async refresh(host: string, { adopt }: { readonly adopt: boolean }): Promise<Reached<readonly JobView[]>> {
    const desk = this.desk(host);
    const refused = adopt ? await desk.during(() => this.adopt(desk)) : null;
    const failure = refused ?? (await desk.lookNow());
    desk.wake();
    if (failure !== null) return { kind: "unreachable", failure };
    return { kind: "reached", value: this.book.ofHost(host).map(jobView) };
  }

  async stop(job: JobRef, { isHard, graceSeconds }: StopOptions): Promise<Reached<JobView>> {
    const known = this.known(job);
    if (known === null) return notKnown(job);
    const desk = this.desk(job.host);
    const failure = await desk.during(() => this.askToStop(desk, known, { isHard, graceSeconds }));
    if (failure !== null) return { kind: "unreachable", failure };
    return this.lookedAt(job, await desk.lookNow());
  }

  async pull(job: JobRef): Promise<Reached<JobView>> {
    const desk = this.desk(job.host);
    if (this.known(job) === null) return notKnown(job);
    const silent = await desk.lookNow();
    const known = this.known(job);
    if (silent !== null) return { kind: "unreachable", failure: silent };
    return this.lookedAt(job, known === null ? null : await desk.pull(known));
  }

  follow(job: JobRef, offset: number, onBytes: (bytes: Buffer, offset: number) => void): HostStream {
    const known = this.known(job);
    if (known === null) return { closed: Promise.resolve(missing(job)), close: () => undefined };
    const desk = this.desk(job.host);
    const status = () => this.known(job)?.status;
    const deps = {
      connection: () => desk.connection(),
      clock: this.options.clock,
      runFolder: known.record.runFolder,
      logPath: () => status()?.logPath ?? null,
      isKnownOver: () => known.record.run.scheduler !== null && isOver(status()?.state ?? "running"),
    };
    const stream = new FollowedLog(deps, offset, onBytes);
    this.streams.add(stream);
    void desk.during(() => stream.closed).finally(() => this.streams.delete(stream));
    return stream;
  }

  forget(job: JobRef): Promise<void> {
    this.book.memory.forget(job);
    this.book.refresh();
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    this.watch?.dispose();
    const streams = [...this.streams];
    for (const stream of streams) stream.close();
    this.book.stopListening();
    await Promise.all([...[...this.desks.values()].map(desk => desk.dispose()), ...streams.map(each => each.closed)]);
  }

  private desk(host: string): HostDesk {
    const known = this.desks.get(host);
    if (known !== undefined) return known;
    const made = new HostDesk(host, this.options, this.book);
    made.setWatched(this.isWatched);
    this.desks.set(host, made);
    return made;
  }

  private known(job: JobRef): RememberedJob | null {
    return this.book.find(job) ?? null;
  }

  /** Another window, or the command line, has changed something. */
  private onMemory(): void {
    try {
      this.book.refresh();
      this.wakeDesks();
    } catch (error) {
      this.options.log.warn("the folder of jobs cannot be read", { error: String(error) });
    }
  }

  private wakeDesks(): void {
    const now = this.options.clock.now();
    for (const job of this.book.jobs) {
      if (!isUnsettled(job) && !isDoubted(job, now)) continue;
      const desk = this.desk(job.record.host);
      if (!desk.isAwake) desk.wake();
    }
  }

  private adopt(desk: HostDesk): Promise<HostFailure | null> {
    return adoptRuns(desk.connection(), desk.host, this.options.runRoot, this.book);
  }

  private lookedAt(job: JobRef, failure: HostFailure | null): Reached<JobView> {
    const known = this.known(job);
    this.desk(job.host).wake();
    if (failure !== null) return { kind: "unreachable", failure };
    return known === null ? notKnown(job) : { kind: "reached", value: jobView(known) };
  }

  private async askToStop(desk: HostDesk, { record }: RememberedJob, options: StopOptions) {
    const { scheduler, runId } = record.run;
    const { runFolder } = record;
    if (scheduler !== null) {
      const answer = await desk.scheduled.scheduler(scheduler).stop({ runId, runFolder }, options);
      if (answer.kind === "answered") return null;
      return answer.kind === "unreachable" ? answer.failure : other(answer.detail);
    }
    const result = options.isHard
      ? await stopRun(desk.connection(), runFolder, 0)
      : await requestStop(desk.connection(), runFolder, options.graceSeconds);
    if (result.kind === "reached") return null;
    return result.kind === "unreachable" ? result.failure : other(result.detail);
  }
}

const other = (detail: string): HostFailure => ({ kind: "other", detail });
const missing = ({ runId }: JobRef): HostFailure => other(`no job ${runId} is known here`);
const notKnown = (job: JobRef): Reached<never> => ({ kind: "unreachable", failure: missing(job) });
