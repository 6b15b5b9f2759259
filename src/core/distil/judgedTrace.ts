import type { AnswerGrade } from "../evaluation/answerGrade.js";
import type { PredictionRecord } from "../evaluation/predictionRecord.js";
import type { QuestionRecord } from "../benchmark/questionRecord.js";
import type { DropReason, FilterName } from "./dropReason.js";
import type { TraceWords } from "./traceWords.js";

/** What one filter says of a trace. */
export interface FilterResult {
  readonly filter: FilterName;
  /** Null: passed. */
  readonly code: DropReason | null;
  /** What was measured and what it was held against; null: nothing that could be said so. */
  readonly value: number | string | null;
  readonly threshold: number | string | null;
}

/** Right attempts at a question among all. */
export interface PassRate {
  readonly c: number;
  readonly k: number;
}

/** An answered attempt on its way through the filters. */
export interface Trace {
  readonly prediction: PredictionRecord;
  readonly question: QuestionRecord;
  readonly grade: AnswerGrade;
  readonly words: TraceWords;
}

/** A trace that is in the data, or not and why. */
export interface JudgedTrace extends Trace {
  readonly pass: PassRate;
  /** In the order of the filters. Those that compare with other traces are only asked about what passed all before. */
  readonly filters: readonly FilterResult[];
  readonly kept: boolean;
  /** The first filter's reason. */
  readonly droppedBy: DropReason | null;
  /** Id of the prediction that it repeats. */
  readonly dupOf: string | null;
}
