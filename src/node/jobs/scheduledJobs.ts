import type { RunState } from "../../core/launch/runState.js";
import type { ScheduledLauncher } from "../../core/launch/scheduledLauncher.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { Scheduler, ScheduledState } from "../engines/scheduler.js";
import type { Clock } from "./clock.js";
import type { RememberedJob } from "./jobMemory.js";

export type Scheduled = ScheduledState;

interface Asked {
  readonly at: number;
  /** What the folders said then: a change of it is a reason to ask at once. */
  readonly folders: string;
  readonly states: ReadonlyMap<string, ScheduledState>;
}

interface HeardFolder {
  readonly job: RememberedJob;
  readonly report: RunState;
}

/**
 * The schedulers of a host, each made once, and what they last said: they are asked less often than the folders are
 * looked at.
 */
export class ScheduledJobs {
  private readonly open: (launcher: ScheduledLauncher) => Scheduler;
  private readonly clock: Clock;
  private readonly schedulers = new Map<string, Scheduler>();
  private readonly asked = new Map<string, Asked>();
  private readonly onFailure: (failure: HostFailure | string) => void;
  isWatched = false;

  constructor(
    open: (launcher: ScheduledLauncher) => Scheduler,
    clock: Clock,
    onFailure: (failure: HostFailure | string) => void,
  ) {
    this.open = open;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  scheduler(launcher: ScheduledLauncher): Scheduler {
    const key = JSON.stringify(launcher);
    const known = this.schedulers.get(key);
    if (known !== undefined) return known;
    const made = this.open(launcher);
    this.schedulers.set(key, made);
    return made;
  }

  /** The next look asks again, whenever the last was. */
  forgetStates(): void {
    this.asked.clear();
  }

  /** By run id, for jobs that a scheduler has; from its last answer where it was asked a moment ago. */
  async states(heard: readonly HeardFolder[]): Promise<ReadonlyMap<string, ScheduledState>> {
    const groups = new Map<string, HeardFolder[]>();
    for (const each of heard) {
      const { scheduler } = each.job.record.run;
      if (scheduler === null) continue;
      const key = JSON.stringify(scheduler);
      groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    const found = new Map<string, ScheduledState>();
    for (const [key, group] of groups)
      for (const [runId, state] of await this.statesOf(key, group)) found.set(runId, state);
    return found;
  }

  private async statesOf(key: string, group: readonly HeardFolder[]): Promise<ReadonlyMap<string, ScheduledState>> {
    const launcher = group[0]?.job.record.run.scheduler;
    if (launcher === undefined || launcher === null) return new Map();
    const scheduler = this.scheduler(launcher);
    const last = this.asked.get(key);
    const pause = this.isWatched ? scheduler.pollSeconds.watched : scheduler.pollSeconds.hidden;
    const folders = JSON.stringify(
      group.map(({ job, report }) => [job.record.run.runId, report.state, report.exitCode]),
    );
    if (last?.folders === folders && this.clock.now() - last.at < pause * 1000) return last.states;
    const answer = await scheduler.states(
      group.map(({ job: { record }, report: { state, exitCode } }) => ({
        runId: record.run.runId,
        runFolder: record.runFolder,
        folder: { state, exitCode },
      })),
    );
    if (answer.kind !== "answered") {
      this.onFailure(answer.kind === "unreachable" ? answer.failure : answer.detail);
      // A scheduler that says nothing is no end of a job: what was known stands.
      return new Map(group.map(({ job }) => [job.record.run.runId, lastKnown(job)]));
    }
    this.asked.set(key, { at: this.clock.now(), folders, states: answer.value });
    return answer.value;
  }

  /** The next call makes them anew: their connection is being closed. */
  forgetSchedulers(): void {
    this.schedulers.clear();
  }
}

const noNote = { id: null, word: null, reason: null, restarts: 0, elements: [] };

function lastKnown({ status }: RememberedJob): ScheduledState {
  return { state: status.state, exitCode: status.exitCode, note: status.note ?? noNote, log: status.logPath };
}
