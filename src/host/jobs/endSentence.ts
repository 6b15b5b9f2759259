import type { JobView } from "../../protocol/jobs/jobView.js";
import { clip } from "../tree/clip.js";
import type { Translate } from "../translate.js";
import { durationWords } from "./durationWords.js";
import { jobStateSentence } from "./jobStateSentence.js";
import { jobStateWords } from "./jobStateWords.js";

/** What a notification says when a job has ended: "charid-two-phase on h800-a: exit 1 after 14 h 02 m. The last lines …". */
export function endSentence(job: JobView, t: Translate): string {
  const name = clip(job.name, 80);
  const state = jobStateWords(job, t);
  const { startedAt, endedAt } = job;
  const told =
    startedAt === null || endedAt === null
      ? t("{0} on {1}: {2}.", name, job.host, state)
      : t("{0} on {1}: {2} after {3}.", name, job.host, state, durationWords((endedAt - startedAt) / 1000, t));
  const help = jobStateSentence(job, t);
  return help === null ? told : `${told} ${help}`;
}
