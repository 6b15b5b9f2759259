import { localHost } from "../../core/launch/hostName.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import type { RememberedJob } from "./jobMemory.js";

/** A remembered job as windows and the command line show it. */
export function jobView({ record, status }: RememberedJob): JobView {
  const { runId, name, method, engine, launcher } = record.run;
  const { host, configFile, runFolder } = record;
  const { state, exitCode, note, unreachableSince, failure, startedAt, endedAt } = status;
  const { stage, step, totalSteps, reward, secondsLeft, gpuUtilisation, logBytes, checkpoints } = status;
  const { pulledBytes, leftOnHost } = status;
  // A run of this machine is where it is.
  const localFolder = host === localHost && status.isHeard ? runFolder : status.localFolder;
  return {
    ...{ host, runId, name, method, engine, launcher, configFile, runFolder },
    ...{ state, exitCode, note, unreachableSince, failure, startedAt, endedAt },
    ...{ stage, step, totalSteps, reward, secondsLeft, gpuUtilisation, logBytes, checkpoints },
    ...{ localFolder, pulledBytes, leftOnHost },
  };
}
