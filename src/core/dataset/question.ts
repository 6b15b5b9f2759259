import type { MarkKind } from "../benchmark/questionRecord.js";
import type { Box } from "../page/box.js";

export interface QuestionOption {
  readonly label: string;
  readonly text: string;
}

/** What is drawn on the page for the model to see, in page pixels. */
export interface QuestionMark {
  readonly kind: MarkKind;
  readonly box: Box;
  readonly label: string;
  readonly color: string;
}

/** A question as a dataset holds it (facts: benchmark 2.1), reduced to what the join and the view need. */
export interface Question {
  readonly id: string | null;
  readonly taskKind: string | null;
  /** As in the dataset: a path relative to it or to an image root, or bytes inside it. */
  readonly image: QuestionImage | null;
  /** Of the stored page, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** The user's message as the model was given it, where the data hold it. */
  readonly prompt: string | null;
  readonly question: string | null;
  readonly options: readonly QuestionOption[];
  readonly answer: string | null;
  /** In page pixels; null when nobody says, empty when none are expected. */
  readonly targets: readonly { readonly box: Box; readonly role: string | null }[] | null;
  readonly marks: readonly QuestionMark[];
  /** 0 when none is expected, null when nobody says. */
  readonly expectedZooms: number | null;
  /** Of a record of a benchmark's `questions.jsonl`, which is asked in the words of its exports; absent: it is none. */
  readonly benchmark?: { readonly hint: string | null };
}

export type QuestionImage =
  | { readonly kind: "path"; readonly path: string }
  /** Bytes inside a Parquet row, read on demand by file, row and index in its list; `path` is what is written beside them. */
  | {
      readonly kind: "parquet";
      readonly file: string;
      readonly row: number;
      readonly index: number;
      readonly path: string | null;
    };
