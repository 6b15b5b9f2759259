import type { JobRef } from "../../protocol/jobs/jobView.js";

export const isSameJob = (a: JobRef, b: JobRef): boolean => a.host === b.host && a.runId === b.runId;
