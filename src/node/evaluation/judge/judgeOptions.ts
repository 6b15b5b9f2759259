import type { JudgeSettings } from "../../../core/evaluation/judge/judgeSet.js";
import type { EvaluationEndpoint } from "../evaluationOptions.js";

export interface JudgeProgress {
  readonly phase: "look" | "canaries" | "judge" | "again";
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  /** Replies without a verdict. */
  readonly failed: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: number | null;
}

export interface JudgeOptions {
  /** The evaluation's. */
  readonly folder: string;
  readonly settings: JudgeSettings;
  readonly endpoint: EvaluationEndpoint;
  /** Of the answers, from 0 to 1; the same ones every time. */
  readonly share: number;
  /** It judges beside another judge, to see how far they agree: tables do not take its verdicts by themselves. */
  readonly isSecond: boolean;
  /** Share of the answers that are judged a second time, to see how often it says otherwise. */
  readonly again: number;
  /** Only count what would be asked. */
  readonly isDryRun: boolean;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (progress: JudgeProgress) => void;
}
