import type { RunState } from "../../core/launch/runState.js";
import { randomBytes } from "node:crypto";
import { isOver } from "../../core/launch/jobState.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { HostConnection } from "../remote/hostConnection.js";
import { pollRuns } from "../remote/pollRuns.js";
import type { JobRecord } from "./jobRecord.js";
import { jobKey, refOf, type RememberedJob } from "./jobMemory.js";
import type { JobBook } from "./jobBook.js";
import { Lease } from "./lease.js";
import { isOldNews, nextStatus, unreachableStatus, type Heard } from "./nextStatus.js";
import { progressScript } from "./progressScript.js";
import { readProgress, type HostProgress } from "./readProgress.js";
import type { ScheduledJobs, Scheduled } from "./scheduledJobs.js";
import type { Clock } from "./clock.js";

/** How often the GPUs are asked for: where there are some, and where there were none the last time. */
const gpuMs = 5_000;
const noGpuMs = 300_000;
/** How often files of runs are looked at whose log does not grow. */
const restMs = 15_000;

const newMarker = (): string => randomBytes(12).toString("hex");

const place = ({ run, runFolder }: JobRecord) => ({
  runId: run.runId,
  runFolder,
  stageFolders: run.stages.length === 0 ? ["out"] : run.stages.map(({ folder }) => folder),
});

export interface LookDeps {
  readonly book: JobBook;
  readonly clock: Clock;
  readonly connection: () => HostConnection;
  readonly scheduled: ScheduledJobs;
}

/** One look at the jobs of a host: a request for all their states, and one for the files of those that moved. */
export class HostLook {
  private readonly deps: LookDeps;
  private skew: number | null = null;
  private nextGpusAt = -Infinity;
  private readonly progressAt = new Map<string, number>();

  constructor(deps: LookDeps) {
    this.deps = deps;
  }

  /** Asks for these jobs and writes down what was heard; null: the host answered. */
  async look(jobs: readonly RememberedJob[]): Promise<HostFailure | null> {
    if (jobs.length === 0) return null;
    const runs = jobs.map(({ record }) => ({ folder: record.runFolder, offset: 0, maxBytes: 0 }));
    const polled = await pollRuns(this.deps.connection(), runs);
    if (polled.kind === "unreachable") return this.unreachable(jobs, polled.failure);
    if (polled.kind === "failed") return this.unreachable(jobs, { kind: "other", detail: polled.detail });
    const heard = jobs.flatMap((job, at) => {
      const report = polled.value[at]?.state;
      return report === undefined ? [] : [{ job, report: this.whileLaunching(job, report) }];
    });
    await this.takeIn(heard);
    return null;
  }

  private unreachable(jobs: readonly RememberedJob[], failure: HostFailure): HostFailure {
    const now = this.deps.clock.now();
    for (const { record } of jobs)
      this.deps.book.update(refOf(record), status => unreachableStatus(status, failure, now));
    return failure;
  }

  /** A run that somebody is launching just now is not there yet, which is no end of it. */
  private whileLaunching({ record, status }: RememberedJob, report: RunState): RunState {
    if (report.state !== "absent" || isOver(status.state)) return report;
    const launching = new Lease(this.deps.book.memory.leasePath(`${jobKey(refOf(record))}.launch`), this.deps.clock);
    return launching.isTaken() ? { ...report, state: "starting" } : report;
  }

  private async takeIn(heard: readonly { readonly job: RememberedJob; readonly report: RunState }[]) {
    const scheduled = await this.deps.scheduled.states(heard);
    const said = heard.map(({ job, report }) => {
      const more = scheduled.get(job.record.run.runId);
      return { job, report: more === undefined ? report : { ...report, ...stateOf(more, report) }, more };
    });
    const progress = await this.progress(said);
    const clock = progress?.clock ?? null;
    if (clock !== null) this.skew = clock * 1000 - this.deps.clock.now();
    for (const { job, report, more } of said)
      this.deps.book.update(refOf(job.record), status => {
        const of: Heard = {
          report,
          note: more?.note ?? null,
          progress: progress?.runs.get(job.record.run.runId) ?? null,
          gpus: progress?.gpus ?? null,
          skew: this.skew,
          now: this.deps.clock.now(),
        };
        if (isOldNews(job.record, status, report)) this.deps.book.memory.claimTelling(refOf(job.record));
        const next = nextStatus(job.record, status, of);
        return more === undefined ? next : { ...next, logPath: more.log };
      });
  }

  private async progress(
    heard: readonly { readonly job: RememberedJob; readonly report: RunState }[],
  ): Promise<HostProgress | null> {
    const now = this.deps.clock.now();
    const hasMoved = heard.filter(({ job, report }) => this.hasMoved(job, report, now));
    const hasGpus =
      now >= this.nextGpusAt &&
      heard.some(({ job, report }) => job.record.run.launcher === "host" && report.state === "running");
    if (hasMoved.length === 0 && !hasGpus) return null;
    const marker = newMarker();
    const runs = hasMoved.map(({ job }) => place(job.record));
    const answer = await this.deps.connection().run(progressScript(marker, runs, hasGpus));
    if (answer.kind === "unreachable") return null;
    for (const { job } of hasMoved) this.progressAt.set(job.record.run.runId, now);
    const progress = readProgress(answer.out, marker);
    if (hasGpus) this.nextGpusAt = now + (progress.gpus === null ? noGpuMs : gpuMs);
    return progress;
  }

  private hasMoved({ record, status }: RememberedJob, report: RunState, now: number): boolean {
    if (report.state === "absent") return false;
    const last = this.progressAt.get(record.run.runId);
    return (
      last === undefined || report.logBytes !== status.logBytes || report.state !== status.state || now - last >= restMs
    );
  }
}

function stateOf({ state, exitCode }: Scheduled, report: RunState): Pick<RunState, "state" | "exitCode"> {
  // What waits again after a requeue has the code of its last start in its folder.
  return { state, exitCode: isOver(state) ? (exitCode ?? report.exitCode) : null };
}
