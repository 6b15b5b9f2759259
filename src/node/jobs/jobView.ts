import type { JobView } from "../../protocol/jobs/jobView.js";
import type { RememberedJob } from "./jobMemory.js";

/** A remembered job as windows and the command line show it. */
export function jobView({ record, status }: RememberedJob): JobView {
  const { runId, name, method, engine, launcher } = record.run;
  const { host, configFile, runFolder } = record;
  const { state, exitCode, note, unreachableSince, failure, startedAt, endedAt } = status;
  const { stage, step, totalSteps, reward, secondsLeft, gpuUtilisation, logBytes, checkpoints } = status;
  const { localFolder, pulledBytes, leftOnHost } = status;
  return {
    ...{ host, runId, name, method, engine, launcher, configFile, runFolder },
    ...{ state, exitCode, note, unreachableSince, failure, startedAt, endedAt },
    ...{ stage, step, totalSteps, reward, secondsLeft, gpuUtilisation, logBytes, checkpoints },
    ...{ localFolder, pulledBytes, leftOnHost },
  };
}
