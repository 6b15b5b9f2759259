import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import type { CheckpointFinding } from "../../core/evaluation/checkpoint/checkpointFinding.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { ChatClientOptions } from "../endpoint/chatClient.js";
import type { RetryBudgetOptions } from "../endpoint/retryBudget.js";

/** The endpoint that is asked. */
export interface EvaluationEndpoint extends Pick<
  ChatClientOptions,
  "endpoint" | "identity" | "key" | "prices" | "isStreamed" | "limits" | "onWait"
> {
  /** Requests under way, at first and at most. */
  readonly atOnce?: { readonly start: number; readonly most: number };
  /** Asked when the retries of the run are used up; true: as many again. */
  readonly onSpent: RetryBudgetOptions["onSpent"];
}

export interface EvaluationProgress {
  readonly phase: "look" | "probe" | "ask";
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  readonly failed: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: number | null;
}

export interface EvaluationOptions {
  /** The folder of a benchmark, or of an export of its records. */
  readonly dataset: string;
  /** The evaluation's own folder. */
  readonly out: string;
  readonly name: string;
  readonly settings: EvaluationSettings;
  /** Of a checkpoint of ours (`askAsTrained`): evaluation.json keeps it. */
  readonly checkpointFindings?: readonly CheckpointFinding[];
  /** Built-in, with a user's own laid over. */
  readonly prompts: readonly PromptTemplate[];
  readonly endpoint: EvaluationEndpoint;
  /** Somebody says that the same model is served at another address than it was: the folder is gone on with there. */
  readonly isMoved?: boolean;
  /** Ask everything again, whatever was answered. */
  readonly isFresh: boolean;
  /** Ask again what failed. */
  readonly retriesFailed: boolean;
  /** Ask two small things first, to see whether the run can work. */
  readonly probes: boolean;
  /** Only count what would be asked. */
  readonly isDryRun: boolean;
  /** By which rollouts are scored as they are written down; null: 1 for a right answer, 0 for any other. */
  readonly strategy: Strategy | null;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (progress: EvaluationProgress) => void;
}
