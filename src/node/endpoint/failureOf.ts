import type { FailureCode } from "../../protocol/endpoint/failureCodes.js";
import type { ChatFailure } from "./chatFailure.js";
import type { ErrorBody } from "./readErrorBody.js";

/** Codes by which servers say that an account has no money left: no wait helps. */
const spent: readonly string[] = ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"];

const codes: Readonly<Record<number, FailureCode>> = {
  400: "bad-request",
  401: "unauthorised",
  402: "no-credit",
  403: "forbidden",
  404: "not-found",
  408: "busy",
  409: "busy",
  413: "too-large",
  422: "bad-request",
  425: "busy",
  429: "rate-limited",
};

function codeOfStatus(status: number): FailureCode {
  const known = codes[status];
  if (known !== undefined) return known;
  if (status >= 500) return "server";
  if (status >= 400) return "bad-request";
  return status >= 300 ? "redirected" : "error-inside";
}

/**
 * The failure that a reply means. `status` as HTTP has it; an error inside a reply of 200 counts by the status that it
 * names, if it names one.
 */
export function failureOf(status: number, body: ErrorBody, retryAfterMs: number | null): ChatFailure {
  const isSpent = body.code !== null && spent.includes(body.code);
  return {
    code: isSpent ? "quota" : codeOfStatus(status < 300 ? (body.status ?? status) : status),
    status,
    message: body.message,
    serverCode: body.code,
    retryAfterMs: retryAfterMs ?? body.retryAfterMs,
  };
}
