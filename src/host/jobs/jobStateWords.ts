import type { JobView } from "../../protocol/jobs/jobView.js";
import type { Translate } from "../translate.js";

/** A job's state in a word or two: it is shown as the last known one, also while its host does not answer. */
export function jobStateWords(job: Pick<JobView, "state" | "exitCode">, t: Translate): string {
  switch (job.state) {
    case "queued":
      return t("queued");
    case "starting":
      return t("starting");
    case "running":
      return t("running");
    case "exited":
      return job.exitCode === null ? t("ended") : t("exit {0}", job.exitCode);
    case "stopped":
      return t("stopped");
    case "failed-to-start":
      return t("not started");
    case "lost":
      return t("lost");
    case "lost-reboot":
      return t("lost, host restarted");
    case "absent":
      return t("run folder gone");
  }
}
