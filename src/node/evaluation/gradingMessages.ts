import type { EvaluationGraded } from "./readEvaluation.js";

/** What a grading thread is told to read. */
export interface ToGradingThread {
  readonly place: number;
  readonly folder: string;
  readonly stamp: string;
  readonly judge: string | null;
}

/** What it tells: an evaluation as `encodeGraded` writes it, its texts in UTF-8, or why there is none. */
export type FromGradingThread =
  | {
      readonly kind: "packed";
      readonly place: number;
      readonly text: Uint8Array<ArrayBuffer>;
      readonly askedSha: string;
      readonly asked: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly kind: "other";
      readonly place: number;
      readonly graded: Exclude<EvaluationGraded, { readonly kind: "graded" }>;
    };
