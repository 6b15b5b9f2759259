import type { HostFailure } from "../../protocol/jobs/jobView.js";

/** A pull that cannot go on, because the host failed. */
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
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  return { kind: "not-written", detail };
}
