/** Why a request brought no answer. */
export declare const failureCodes: readonly ["bad-url", "bad-key", "network", "redirected", "idle-timeout", "total-timeout", "cut", "aborted-by-server", "bad-request", "unauthorised", "no-credit", "forbidden", "not-found", "too-large", "quota", "rate-limited", "busy", "server", "error-inside", "no-choice", "not-an-answer", "endless-answer"];
export type FailureCode = (typeof failureCodes)[number];
