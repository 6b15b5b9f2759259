import type { Question } from "../../core/dataset/question.js";

/** A record that could not be used, or not wholly. */
export interface DatasetProblem {
  /** From 0: the line, the element or the Parquet row. */
  readonly row: number;
  /** How many records from `row` on have it; more than 1 only where a Parquet row group cannot be decoded. */
  readonly rows: number;
  /** Bytes from the start of a JSONL file, else null. */
  readonly byteOffset: number | null;
  readonly reason:
    | { readonly code: "not-json"; /** UTF-16 offset in the line. */ readonly at: number }
    | { readonly code: "line-too-long"; readonly bytes: number }
    | { readonly code: "not-an-object" }
    | { readonly code: "no-question" }
    /** Kept: bytes that are no UTF-8 were replaced. */
    | { readonly code: "not-utf8" }
    /** Kept without this field. */
    | { readonly code: "unreadable-field"; readonly field: string }
    | { readonly code: "undecodable"; readonly message: string };
}

/** Why a dataset could not be read at all. */
export type DatasetUnread =
  | { readonly code: "gone" }
  | { readonly code: "denied" }
  | { readonly code: "not-a-file" }
  | { readonly code: "empty" }
  | { readonly code: "lfs-pointer" }
  | { readonly code: "zip" }
  | { readonly code: "pickle" }
  | { readonly code: "too-large"; readonly bytes: number; readonly limit: number }
  | { readonly code: "unreadable"; readonly message: string };

/** What a dataset gave. */
export type DatasetRead =
  | {
      readonly kind: "read";
      readonly path: string;
      readonly questions: readonly Question[];
      /** The first of them, in the order of the file; `problemCount` counts all. */
      readonly problems: readonly DatasetProblem[];
      readonly problemCount: number;
      /** True when the file holds more questions than the limit. */
      readonly isCut: boolean;
    }
  | { readonly kind: "unread"; readonly path: string; readonly reason: DatasetUnread };
