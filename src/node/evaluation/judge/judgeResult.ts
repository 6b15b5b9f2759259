import type { JudgeCanary } from "../../../core/evaluation/judge/judgeCanaries.js";
import type { JudgeReport } from "../../../core/evaluation/judge/judgeReport.js";
import type { ChatFailure } from "../../endpoint/chatFailure.js";
import type { EvaluationStop, EvaluationSummary } from "../evaluationResult.js";

/** What is to be judged. */
export interface JudgePlan {
  readonly set: string;
  readonly toAsk: number;
  readonly done: number;
  readonly byRule: number;
  readonly withoutAnswer: number;
  readonly stale: number;
  /** To be judged a second time. */
  readonly again: number;
  /** Estimated, at four characters a token; of completion were every reply as long as it may be. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: number | null;
}

export interface FailedCanary {
  readonly code: JudgeCanary["code"];
  /** What the judge said; null: nothing that can be read. */
  readonly outcome: string | null;
  readonly reply: string;
}

export type JudgeSummary = Pick<
  EvaluationSummary,
  "requests" | "retries" | "kept" | "promptTokens" | "completionTokens" | "uncounted" | "cost" | "lastFailure"
> & {
  /** Verdicts that were given now, and askings that brought none. */
  readonly judged: number;
  readonly failed: number;
};

export type JudgeResult =
  | { readonly kind: "planned"; readonly plan: JudgePlan }
  | {
      readonly kind: "judged";
      readonly plan: JudgePlan;
      readonly summary: JudgeSummary;
      /** Null: everything was judged. */
      readonly stop: EvaluationStop | null;
      readonly report: JudgeReport;
      readonly damaged: number;
    }
  /** The judge failed what every judge must pass: it judges nothing. */
  | { readonly kind: "unfit"; readonly canaries: readonly FailedCanary[] }
  /** The canaries got no answer. */
  | { readonly kind: "unreachable"; readonly failure: ChatFailure }
  | { readonly kind: "bad-prompt"; readonly place: string }
  | { readonly kind: "no-evaluation"; readonly path: string }
  | { readonly kind: "no-open-questions" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
