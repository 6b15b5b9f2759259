import type { BenchmarkManifest } from "../../../core/benchmark/benchmarkManifest.js";
import type { Unbalanced } from "../../../core/benchmark/generate/finishQuestions.js";
import type { Leak } from "../../../core/benchmark/split/leaks.js";
import type { DamagedLine } from "../readRecords.js";

/** Lines of one file of the benchmark that are no records; the others were used. */
export interface DamagedRecords {
  readonly path: string;
  readonly lines: readonly DamagedLine[];
}

/** Earlier decisions, seen from the questions as they are now. */
export interface KeptReviews {
  readonly standing: number;
  /** About an earlier content of a question that is there: to be decided on again. */
  readonly stale: number;
  /** About questions that are not asked any more. */
  readonly unknown: number;
}

export type BuildOutcome =
  | {
      readonly kind: "built";
      readonly manifest: BenchmarkManifest;
      readonly questions: number;
      readonly pages: number;
      readonly damaged: readonly DamagedRecords[];
      /** Corrections that fit nothing on their page any more. */
      readonly staleCorrections: number;
      readonly unbalanced: readonly Unbalanced[];
      readonly reviews: KeptReviews;
    }
  /** Nothing was imported into the folder, or no line of it is a page. */
  | { readonly kind: "no-pages"; readonly path: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  /** A file that no build of ours wrote stands where questions go, or the folder is an export: it would be lost. */
  | { readonly kind: "foreign"; readonly path: string }
  /** Splits as given put the same issue, page or image into two splits. */
  | { readonly kind: "leak"; readonly leaks: readonly Leak[] }
  /** Splits as given are missing for these pages, by id. */
  | { readonly kind: "no-split"; readonly pages: readonly string[] }
  | { readonly kind: "unwritable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
