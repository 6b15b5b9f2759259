import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { PredictionRecord } from "../evaluation/predictionRecord.js";
import type { VerdictRecord } from "../evaluation/verdictRecord.js";
import type { HeldOut } from "./splitFilter.js";
import type { TraceDecision } from "./traceReview.js";

/** What is stored of an evaluation whose answers are to be trained on. */
export interface DistilSource {
  readonly predictions: readonly PredictionRecord[];
  /** As they were asked, or as they stand now. */
  readonly questions: readonly QuestionRecord[];
  readonly verdicts: readonly VerdictRecord[];
  readonly decisions: ReadonlyMap<string, TraceDecision>;
  readonly held: HeldOut;
  /** Questions that people have rejected since, or about which they disagree. */
  readonly withdrawn?: ReadonlySet<string>;
  /** SHA-256 of a text, in hex; another implementation may be faster. */
  readonly textSha?: (text: string) => string;
}
