import { localHost } from "../../core/launch/hostName.js";
import { isOver } from "../../core/launch/jobState.js";
import type { HostFailure, JobView } from "../../protocol/jobs/jobView.js";
import { joinWords } from "../tree/joinWords.js";
import type { TreeFace } from "../tree/treeFace.js";
import { failureSentence } from "./failureSentence.js";
import type { JobMoment } from "./jobMoment.js";
import { momentWords } from "./momentWords.js";

/** A host of the tree, with what was found when it was asked last. */
export interface HostSituation {
  readonly host: string;
  readonly jobs: readonly JobView[];
  /** null: it answered, or was not asked yet. */
  readonly failure: HostFailure | null;
  readonly unreachableSince: number | null;
}

/** A host in the tree: how many of its jobs run, and since when it does not answer. */
export function hostFace({ host, jobs, failure, unreachableSince }: HostSituation, moment: JobMoment): TreeFace {
  const { t, now, language } = moment;
  const running = jobs.filter(({ state }) => !isOver(state)).length;
  const isLocal = host === localHost;
  const label = isLocal ? t("This machine") : host;
  const since =
    unreachableSince === null ? "" : t("unreachable since {0}", momentWords(unreachableSince, now, language));
  const count = running === 0 ? "" : running === 1 ? t("1 running") : t("{0} running", running);
  const description = joinWords([since, count]);
  const reason = failure === null ? [] : [failureSentence(failure, host, t)];
  return {
    label,
    description,
    tooltip: [isLocal ? localHost : `ssh ${host}`, ...reason],
    icon: { id: unreachableSince === null ? (isLocal ? "device-desktop" : "server") : "debug-disconnect", color: null },
    spoken: joinWords([t("Host {0}", label), description, ...reason], ", "),
  };
}
