import { isOver } from "../../core/launch/jobState.js";
import type { RememberedJob } from "./jobMemory.js";

/** Whether the host still has to be asked for a job: it may go on, or its last files are not here. */
export const isUnsettled = ({ status }: RememberedJob): boolean =>
  !isOver(status.state) || (!status.isSettled && status.state !== "absent");
