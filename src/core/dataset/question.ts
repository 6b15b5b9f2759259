import type { Box } from "../page/box.js";

/** A question as a dataset holds it (facts: benchmark 2.1), reduced to what the join and the view need. */
export interface Question {
  readonly id: string | null;
  readonly taskKind: string | null;
  /** As in the dataset: a path relative to it or to an image root, or a file that the reader extracted. */
  readonly image: QuestionImage | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly prompt: string | null;
  readonly question: string | null;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  readonly answer: string | null;
  readonly targets: readonly { readonly box: Box; readonly role: string | null }[] | null;
  readonly marks: readonly {
    readonly kind: "box" | "outline";
    readonly box: Box;
    readonly label: string;
    readonly color: string;
  }[];
  readonly expectedZooms: number | null;
}

export type QuestionImage =
  | { readonly kind: "path"; readonly path: string }
  /** Bytes inside a Parquet row: read on demand by file and row. */
  | { readonly kind: "parquet"; readonly file: string; readonly row: number; readonly index: number };
