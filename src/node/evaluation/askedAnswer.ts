import type { PredictionRecord, PredictionTurn } from "../../core/evaluation/predictionRecord.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";

/** What asking a question came to: a prediction without its name and place. */
export type AnsweredAttempt = Pick<
  PredictionRecord,
  "state" | "text" | "reasoning" | "finish_reason" | "usage" | "cost" | "timing" | "requests" | "failure" | "keys"
> & {
  readonly turns: readonly PredictionTurn[];
  /** As the servers named themselves in its answers. */
  readonly models: readonly string[];
  readonly provider: string | null;
};

export type AskedAnswer =
  | { readonly kind: "answered"; readonly attempt: AnsweredAttempt }
  /** It was called off: it is asked again another time. */
  | { readonly kind: "cancelled" }
  /** The endpoint or the account failed, and not the question: the run is over, and it is asked again another time. */
  | { readonly kind: "stopped"; readonly failure: ChatFailure; readonly isOutOfRetries: boolean };
