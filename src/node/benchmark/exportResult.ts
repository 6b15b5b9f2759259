import type { ExportManifest } from "../../core/benchmark/export/exportManifest.js";
import type { UnfitOption } from "../../core/benchmark/export/exportOptions.js";
import type { LeftOut } from "../../core/benchmark/export/leftOut.js";
import type { SplitLeak } from "../../core/benchmark/export/splitLeaks.js";

/** How an export ended. Only `exported` has changed anything on the disk. */
export type ExportResult =
  | {
      readonly kind: "exported";
      readonly out: string;
      readonly manifest: ExportManifest;
      /** Lines of the benchmark's files that could not be read. */ readonly damaged: number;
    }
  | UnfitOption
  /** There is no questions.jsonl. */
  | { readonly kind: "not-built" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  /** A page, a picture or an issue stands on both sides of a split: a model would be tested on what it was trained on. */
  | { readonly kind: "leak"; readonly leaks: readonly SplitLeak[] }
  /** No question was left. */
  | { readonly kind: "nothing"; readonly leftOut: readonly LeftOut[] }
  /** The folder holds what no export put there. */
  | { readonly kind: "taken"; readonly out: string; readonly example: string }
  | { readonly kind: "unwritable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
