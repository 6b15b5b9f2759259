import type { JobView } from "../../protocol/jobs/jobView.js";
import type { Translate } from "../translate.js";

/** What a state means and what helps; null where the word says it all. */
export function jobStateSentence(job: Pick<JobView, "state" | "exitCode">, t: Translate): string | null {
  switch (job.state) {
    case "queued":
      return t("It waits for its turn: nothing runs yet.");
    case "failed-to-start":
      return t("The host took the launch and began nothing: the log in the run folder says why.");
    case "lost":
      return t("The process is gone and left no exit code: it was killed, most often for want of memory.");
    case "lost-reboot":
      return t("The host started again while it ran: relaunch it from its last checkpoint.");
    case "absent":
      return t("The host has no run folder of this name any more.");
    case "exited":
      return job.exitCode === null || job.exitCode === 0 ? null : t("The last lines of its log say why it ended.");
    case "starting":
    case "running":
    case "stopped":
      return null;
  }
}
