import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import type { MappingSuggestion } from "../../../core/benchmark/import/suggestMapping.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { ReadCounts } from "./sourceReader.js";

/** How often a kind of problem came up. */
export interface ProblemCount {
  readonly code: ImportProblem["code"];
  readonly effect: ImportProblem["effect"];
  readonly count: number;
}

/**
 * Why a source cannot be imported. `unknown`: nothing in it is of a kind that can be read; `own`: nor is anything but the
 * benchmark's own folder, which is no source.
 */
export type BadSource = "missing" | "denied" | "no-file" | "unknown" | "own";

/** What came of an import. */
export type ImportResult =
  | {
      readonly kind: "imported";
      /** Absolute: each problem stands there. */
      readonly problemsFile: string;
      readonly pages: number;
      readonly issues: number;
      readonly counts: ReadCounts;
      /** That the sources brought along, and that were not there before. */
      readonly writings: number;
      /** Question sets, by the names of their files. */
      readonly sets: readonly { readonly name: string; readonly records: number }[];
      /** The most frequent first; each single one stands in problems.jsonl. */
      readonly problems: readonly ProblemCount[];
      /** Categories without a role in the mapping, each with how often it stands there: `Cloud: 12`. */
      readonly unmapped: readonly string[];
      /** As used; null where no source needs one. */
      readonly mapping: AnnotationMapping | null;
      /** Whether a person gave it, or accepted the suggestion unseen. */
      readonly mappingFrom: "given" | "suggested" | null;
      /** Of a mapping that was suggested and used; else null. */
      readonly suggestion: MappingSuggestion | null;
    }
  /** Names without a meaning: nothing was imported. The suggestion is in the file, if no other mapping was there. */
  | {
      readonly kind: "needs-mapping";
      readonly file: string;
      readonly isWritten: boolean;
      readonly suggestion: MappingSuggestion;
    }
  | { readonly kind: "bad-mapping"; readonly reason: string }
  | {
      readonly kind: "bad-source";
      readonly path: string;
      readonly reason: BadSource;
    }
  | { readonly kind: "unknown-reader"; readonly id: string; readonly known: readonly string[] }
  /** What stands in the benchmark's folder is no import's, and would be lost. */
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "unwritable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
