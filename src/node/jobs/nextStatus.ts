import type { RunState } from "../../core/launch/runState.js";
import { isOver } from "../../core/launch/jobState.js";
import type { ScheduledNote } from "../../core/launch/scheduledNote.js";
import type { HostFailure } from "../../protocol/jobs/jobView.js";
import type { JobRecord } from "./jobRecord.js";
import { isUncertainEnd } from "./isUncertainEnd.js";
import type { JobStatus } from "./jobStatus.js";
import type { RunProgress } from "./readProgress.js";

/** What was heard of a job in one look. */
export interface Heard {
  readonly report: RunState;
  /** null: not asked for this time. */
  readonly note: ScheduledNote | null;
  readonly progress: RunProgress | null;
  readonly gpus: ReadonlyMap<number, number> | null;
  /** Milliseconds by which the host's clock is ahead of ours; null: not known yet. */
  readonly skew: number | null;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly now: number;
}

type Progress = Pick<JobStatus, "stage" | "step" | "totalSteps" | "reward" | "secondsLeft" | "checkpoints">;

function progressOf({ run }: JobRecord, status: JobStatus, progress: RunProgress | null): Progress {
  if (progress === null) return status;
  const index = progress.stage;
  const stage = index === null ? undefined : run.stages[index];
  const steps = progress.steps;
  const totalSteps = stage?.steps ?? steps?.totalSteps ?? null;
  const rest = steps === null || totalSteps === null ? null : Math.max(0, totalSteps - steps.step);
  const pace = steps?.secondsPerStep ?? null;
  const foretold = rest === null || pace === null ? null : rest * pace;
  return {
    stage: stage === undefined || index === null ? null : { name: stage.name, index, of: run.stages.length },
    step: steps?.step ?? null,
    totalSteps,
    reward: steps?.reward ?? null,
    secondsLeft: steps?.secondsLeft ?? foretold,
    checkpoints: [...progress.checkpoints],
  };
}

function meanUse({ run }: JobRecord, gpus: ReadonlyMap<number, number>): number | null {
  const used = run.devices === null ? [...gpus.values()] : run.devices.flatMap(index => gpus.get(index) ?? []);
  return used.length === 0 ? null : used.reduce((sum, use) => sum + use, 0) / used.length;
}

/** The host's seconds by our clock. Clocks wander: what was said before stands unless it is clearly another moment. */
function here(seconds: number | null, skew: number | null, known: number | null): number | null {
  if (seconds === null) return known;
  const moment = seconds * 1000 - (skew ?? 0);
  return known !== null && Math.abs(known - moment) < 5000 ? known : moment;
}

/** Over before this machine knew of it: its end is told to nobody, and it is pulled when somebody wants it. */
export const isOldNews = ({ isAdopted }: JobRecord, { isHeard }: JobStatus, { state }: RunState): boolean =>
  isAdopted && !isHeard && isOver(state);

/** Somebody deleted the folder of a run that was over: how it ended stays known, and there is nothing more to fetch. */
const isCleared = ({ state }: JobStatus, report: RunState): boolean =>
  report.state === "absent" && isOver(state) && state !== "absent";

/** A job's status after its host answered. */
export function nextStatus(record: JobRecord, status: JobStatus, heard: Heard): JobStatus {
  const { report, gpus, skew } = heard;
  if (isCleared(status, report))
    return { ...status, unreachableSince: null, failure: null, isSettled: true, doubtedSince: null };
  const over = isOver(report.state);
  const use = gpus === null || record.run.launcher !== "host" ? status.gpuUtilisation : meanUse(record, gpus);
  const progress = progressOf(record, status, heard.progress);
  const note = heard.note ?? status.note;
  const isUncertain = over && isUncertainEnd({ state: report.state, note });
  // Another end than the one that was settled: its last files may have come since.
  const wasSettled = status.isSettled && status.state === report.state;
  return {
    ...status,
    ...progress,
    isHeard: true,
    state: report.state,
    exitCode: report.exitCode,
    note,
    unreachableSince: null,
    failure: null,
    startedAt: here(report.startedAt, skew, status.startedAt),
    endedAt: over ? here(report.endedAt, skew, status.endedAt) : null,
    secondsLeft: over ? null : progress.secondsLeft,
    gpuUtilisation: over ? null : use,
    logBytes: report.logBytes,
    isSettled: over && (wasSettled || isOldNews(record, status, report)),
    doubtedSince: isUncertain ? (status.doubtedSince ?? heard.now) : null,
  };
}

/** A job's status after its host gave no answer: the state stays what was last known. */
export function unreachableStatus(status: JobStatus, failure: HostFailure, now: number): JobStatus {
  // Nothing is wanted of the host any more but whether an end in doubt stands.
  if (status.isSettled && status.doubtedSince !== null) return status;
  return { ...status, unreachableSince: status.unreachableSince ?? now, failure };
}
