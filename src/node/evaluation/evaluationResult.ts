import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import type { PredictionState } from "../../core/evaluation/predictionRecord.js";
import type { SettingDifference } from "../../core/evaluation/settingDifferences.js";
import type { RunFinding } from "../../core/evaluation/runFinding.js";
import type { FailureCode } from "../../protocol/endpoint/failureCodes.js";
import type { ChatFailure } from "../endpoint/chatFailure.js";

/** What is to be asked, before anything is. */
export interface EvaluationPlan {
  readonly questions: number;
  /** Questions times attempts. */
  readonly attempts: number;
  /** Questions that were asked and are no longer, being rejected in review since: their answers count for nothing. */
  readonly withdrawn: number;
  /** Attempts that are answered already, and failed ones that are not asked again. */
  readonly done: number;
  readonly failedBefore: number;
  readonly toAsk: number;
  /** Requests that an undisturbed run sends at least and at most: in a zoom loop the model says how many. */
  readonly requests: { readonly least: number; readonly most: number };
  readonly images: { readonly least: number; readonly most: number };
  /** Estimated, of the least requests: text at four characters a token, images by the family's own count. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** By the price table, of the estimate with every answer at its limit; null: no price is known. */
  readonly cost: number | null;
  /** Questions that cannot be asked as they stand, by code; `damaged-line` counts the benchmark's unreadable lines. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** What a run came to. */
export interface EvaluationSummary {
  /** Attempts that ended now, by how. */
  readonly states: Readonly<Record<PredictionState, number>>;
  readonly failures: Readonly<Partial<Record<FailureCode | "page", number>>>;
  /** Sent, retries among them; and answers that the log had. */
  readonly requests: number;
  readonly retries: number;
  readonly kept: number;
  readonly zooms: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Answers whose tokens nobody counted. */
  readonly uncounted: number;
  readonly cost: number | null;
  readonly lastFailure: ChatFailure | null;
}

/** Why a run ended before everything was asked. */
export type EvaluationStop = "cancelled" | "failing" | "out-of-retries";

export type EvaluationResult =
  | { readonly kind: "planned"; readonly plan: EvaluationPlan }
  | {
      readonly kind: "evaluated";
      readonly plan: EvaluationPlan;
      readonly run: EvaluationRun;
      readonly summary: EvaluationSummary;
      readonly findings: readonly RunFinding[];
      /** Null: everything was asked. */
      readonly stop: EvaluationStop | null;
      /** Lines of the folder's files that could not be read. */
      readonly damaged: number;
    }
  /** The probe found what forbids the run. */
  | { readonly kind: "unfit"; readonly findings: readonly RunFinding[] }
  | { readonly kind: "differs"; readonly differences: readonly SettingDifference[] }
  /** Another process asks for the same folder. */
  | { readonly kind: "busy"; readonly pid: number }
  | { readonly kind: "bad-prompt"; readonly id: string; readonly place: string | null }
  | { readonly kind: "no-questions"; readonly leftOut: Readonly<Record<string, number>> }
  | { readonly kind: "not-built" }
  /** The folder has something in it that no evaluation wrote. */
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
