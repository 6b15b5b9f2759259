import type { ExportedQuestion } from "../../core/benchmark/export/exportedQuestion.js";
import type { LeftOutCode } from "../../core/benchmark/export/leftOut.js";

/** A question on its way into an export. */
export interface MadeQuestion extends ExportedQuestion {
  /** The same for questions whose images are the same. */
  readonly imageKey: string;
}

/** Takes the questions of an export one after another and writes them as its reader wants them. */
export interface ExportSink {
  /** Why this one cannot be written here; null: it was. */
  add(made: MadeQuestion): Promise<LeftOutCode | null>;
  /** Ends every file. */
  finish(): Promise<void>;
}
