import { isOver } from "../../core/launch/jobState.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import { formatDecimal } from "../tree/formatDecimal.js";
import { joinWords } from "../tree/joinWords.js";
import type { TreeFace } from "../tree/treeFace.js";
import { byteWords } from "./byteWords.js";
import { durationWords } from "./durationWords.js";
import { failureSentence } from "./failureSentence.js";
import type { JobMoment } from "./jobMoment.js";
import { jobStateSentence } from "./jobStateSentence.js";
import { jobStateWords } from "./jobStateWords.js";
import { momentWords } from "./momentWords.js";
import { progressWords } from "./progressWords.js";

/** A job in the tree: its name, how far it is while it goes on, how it ended and how long ago when it is over. */
export function jobFace(job: JobView, moment: JobMoment): TreeFace {
  const label = clip(job.name, 80);
  const description = joinWords(words(job, true, moment));
  return {
    label,
    description,
    tooltip: tooltipLines(job, moment),
    icon: iconOf(job),
    spoken: joinWords([moment.t("Job {0} on {1}", label, job.host), ...words(job, false, moment)], ", "),
  };
}

function words(job: JobView, isBrief: boolean, moment: JobMoment): readonly string[] {
  const { t, now, language } = moment;
  if (isOver(job.state)) {
    const age = job.endedAt === null ? "" : t("{0} ago", durationWords((now - job.endedAt) / 1000, t));
    return [jobStateWords(job, t), age, job.step === null ? "" : (progressWords(endOf(job), isBrief, t)[0] ?? "")];
  }
  const since =
    job.unreachableSince === null ? "" : t("unreachable since {0}", momentWords(job.unreachableSince, now, language));
  const progress = progressWords(job, isBrief, t);
  const state = job.state === "running" && (isBrief ? progress.length > 0 : false) ? "" : jobStateWords(job, t);
  return [since, state, job.note?.reason === undefined ? "" : clip(job.note.reason ?? "", 40), ...progress];
}

/** Of a job that is over only the step that it came to is still true. */
const endOf = (job: JobView): JobView => ({
  ...job,
  stage: null,
  reward: null,
  secondsLeft: null,
  gpuUtilisation: null,
});

/** States differ by shape; colour only where something went wrong, and where all went well. */
function iconOf(job: JobView): TreeFace["icon"] {
  if (job.unreachableSince !== null && !isOver(job.state)) return { id: "debug-disconnect", color: null };
  switch (job.state) {
    case "queued":
      return { id: "watch", color: null };
    case "starting":
      return { id: "loading~spin", color: null };
    case "running":
      return { id: "sync", color: null };
    case "exited":
      return job.exitCode === 0
        ? { id: "check", color: "charts.green" }
        : { id: "error", color: "list.errorForeground" };
    case "stopped":
      return { id: "primitive-square", color: null };
    case "failed-to-start":
    case "lost":
    case "lost-reboot":
      return { id: "error", color: "list.errorForeground" };
    case "absent":
      return { id: "question", color: null };
  }
}

function tooltipLines(job: JobView, { t, now, language }: JobMoment): readonly string[] {
  const when = (at: number) => momentWords(at, now, language);
  return [
    joinWords([job.method ?? "", job.engine ?? "", launcherWords(job)]),
    jobStateWords(job, t),
    jobStateSentence(job, t),
    isOver(job.state) ? null : joinWords(progressWords(job, false, t)),
    job.stage !== null && job.stage.of > 1 ? t("Stage: {0}", clip(job.stage.name, 60)) : null,
    isOver(job.state) && job.reward !== null ? t("Last reward: {0}", formatDecimal(job.reward)) : null,
    job.startedAt === null ? null : t("Started {0}", when(job.startedAt)),
    job.endedAt === null ? null : t("Ended {0}", when(job.endedAt)),
    job.unreachableSince === null
      ? null
      : t("Unreachable since {0}; this is what was last known.", when(job.unreachableSince)),
    job.failure === null ? null : failureSentence(job.failure, job.host, t),
    job.checkpoints.length === 0 ? null : t("Checkpoints: {0}", job.checkpoints.join(", ")),
    t("On {0}: {1}", job.host, job.runFolder),
    job.localFolder === null ? null : t("Here: {0} ({1})", job.localFolder, byteWords(job.pulledBytes)),
  ]
    .filter(line => line !== null)
    .filter(line => line !== "");
}

/** Slurm and Ray name the job themselves; what they say is text from outside and shown as such. */
function launcherWords({ launcher, note }: JobView): string {
  if (launcher === "host") return "";
  const name = launcher === "ray" ? "Ray" : "Slurm";
  return joinWords([name, clip(note?.id ?? "", 40), clip(note?.word ?? "", 40)], " ");
}
