import type { ChatAnswer } from "./chatAnswer.js";
import type { FailureCode } from "../../protocol/endpoint/failureCodes.js";
import type { ChatFailure } from "./chatFailure.js";

/** One request that was sent: one line of the ledger. */
export interface RequestRecord {
  /** ISO 8601. */
  readonly at: string;
  readonly outcome: "answered" | "failed" | "cancelled";
  /** HTTP status; null: no reply came. */
  readonly status: number | null;
  readonly code: FailureCode | null;
  readonly serverCode: string | null;
  readonly message: string;
  /** Milliseconds: since the failure of the one before it, as the server asked to wait, until the first text, in all. */
  readonly waitedMs: number;
  readonly retryAfterMs: number | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

/** How a question to an endpoint ended. */
export type ChatOutcome =
  | {
      readonly kind: "answer";
      readonly answer: ChatAnswer;
      /** It was given before, and nothing was sent now. */
      readonly isKept: boolean;
    }
  /** `isOutOfRetries`: the run's allowance is used up, and nobody gave more. */
  | { readonly kind: "failed"; readonly failure: ChatFailure; readonly isOutOfRetries: boolean }
  | { readonly kind: "cancelled" };

export type ChatResult = ChatOutcome & {
  /** SHA-256 of what was asked: address and body. */
  readonly key: string;
  /** Every request that was sent now, in order. */
  readonly requests: readonly RequestRecord[];
};
