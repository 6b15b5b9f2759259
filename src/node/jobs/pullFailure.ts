import type { HostFailure } from "../../protocol/jobs/jobView.js";

/** A pull that cannot go on: the host's failure, or this machine's own (`no-space` here, a folder that cannot be written). */
export class PullFailure extends Error {
  readonly failure: HostFailure;

  constructor(failure: HostFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/** What went wrong while a pull wrote here. */
export function failureOf(error: unknown): HostFailure {
  if (error instanceof PullFailure) return error.failure;
  const code = error instanceof Error && "code" in error ? error.code : null;
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  return { kind: code === "ENOSPC" || code === "EDQUOT" ? "no-space" : "other", detail };
}
