import type { FailureCode } from "../../protocol/endpoint/failureCodes.js";

export interface ChatFailure {
  readonly code: FailureCode;
  /** HTTP status; null where there was no reply. */
  readonly status: number | null;
  /** As the server or the network said it, cut, without the key; empty: nothing was said. */
  readonly message: string;
  /** The server's own code or type of error. */
  readonly serverCode: string | null;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs: number | null;
}

/** The same request can end otherwise a moment later. All other failures come again however often it is sent. */
const passing: readonly FailureCode[] = [
  "network",
  "idle-timeout",
  "total-timeout",
  "cut",
  "aborted-by-server",
  "rate-limited",
  "busy",
  "server",
  "error-inside",
  "no-choice",
  "not-an-answer",
];

/** `code`: also one that was read from a file. */
export const isPassing = ({ code }: { readonly code: string }): boolean => passing.some(known => known === code);

/**
 * No request of the run can succeed: the address, the key or the account is wrong. `forbidden` is not among them: routers
 * say so of a single picture that their filter does not like.
 */
const general: readonly FailureCode[] = [
  "bad-url",
  "bad-key",
  "redirected",
  "unauthorised",
  "no-credit",
  "not-found",
  "quota",
];

export const isGeneral = ({ code }: ChatFailure): boolean => general.includes(code);
