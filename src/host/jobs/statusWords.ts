import { isOver } from "../../core/launch/jobState.js";
import type { JobRef, JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { joinWords } from "../tree/joinWords.js";
import type { JobMoment } from "./jobMoment.js";
import { jobStateWords } from "./jobStateWords.js";
import { momentWords } from "./momentWords.js";
import { progressWords } from "./progressWords.js";

/** What the status bar says of jobs. */
export interface StatusWords {
  readonly text: string;
  /** One line a job. */
  readonly tooltip: readonly string[];
}

/** The step of the job in question, which is the focused one or the only one that goes on, else their number; null: none goes on. */
export function statusWords(jobs: readonly JobView[], focused: JobRef | null, moment: JobMoment): StatusWords | null {
  const going = jobs.filter(({ state }) => !isOver(state));
  const [first] = going;
  if (first === undefined) return null;
  const chosen = going.find(({ host, runId }) => host === focused?.host && runId === focused.runId);
  const only = chosen ?? (going.length === 1 ? first : null);
  return {
    text: only === null ? moment.t("{0} jobs", going.length) : words(only, moment),
    tooltip: going.map(job => joinWords([clip(job.name, 60), job.host, words(job, moment)])),
  };
}

function words(job: JobView, { t, now, language }: JobMoment): string {
  if (job.unreachableSince !== null)
    return t("unreachable since {0}", momentWords(job.unreachableSince, now, language));
  const { step, totalSteps } = job;
  const [progress] = progressWords({ ...job, stage: null, reward: null }, false, t);
  return step === null && totalSteps === null ? jobStateWords(job, t) : (progress ?? jobStateWords(job, t));
}
