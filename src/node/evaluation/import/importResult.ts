import type { EvaluationInput, EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import type { RotationWish } from "../../../core/evaluation/import/rotationGroups.js";
import type { ForeignFormat } from "../../../core/evaluation/import/foreignRow.js";
import type { ForeignFileFault, ForeignFileWishes } from "./foreignFileRows.js";

export interface ImportOptions extends ForeignFileWishes {
  readonly files: readonly string[];
  /** The folder of the benchmark whose questions were asked. */
  readonly dataset: string;
  readonly out: string;
  readonly name: string;
  /** Null: with the zoom tool, where somebody zoomed, else the page. */
  readonly input: EvaluationInput | null;
  readonly rotations: RotationWish;
  /** What the other program's judge held of open answers becomes the verdict of a judge of ours. */
  readonly takesVerdicts?: boolean;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export interface ImportCounts {
  readonly rows: number;
  readonly joined: number;
  readonly unmatched: number;
  /** Rows that repeat a question with its options turned. */
  readonly rotations: number;
  /** Questions of which not every rotation is there: they have no grade. */
  readonly incomplete: number;
  /** Lines that are no records, or say what no row can. */
  readonly damaged: number;
  /** Answers to a question that another row answers too: the last one holds. */
  readonly duplicates: number;
  /** Where our rules and the other program both say something: how often, and how often not the same. */
  readonly compared: number;
  readonly disagreements: number;
  /** Open answers on which the other program's judge said something. */
  readonly openVerdicts: number;
  /** Zoom calls, and how many of them show a part of the page. */
  readonly zooms: number;
  readonly carriedOut: number;
  readonly flags: Readonly<Record<string, number>>;
  /** Models as the files name them, with their rows, the most first. */
  readonly models: readonly { readonly name: string; readonly rows: number }[];
}

export type ImportResult =
  | {
      readonly kind: "imported";
      readonly run: EvaluationRun;
      readonly formats: readonly ForeignFormat[];
      readonly counts: ImportCounts;
      /** Rows that are about no question here, the first of them: number and what they say of themselves. */
      readonly unmatched: readonly string[];
    }
  | ForeignFileFault
  /** Too few rows have a question here: it is another dataset, or another version of it. */
  | { readonly kind: "unjoined"; readonly counts: ImportCounts; readonly unmatched: readonly string[] }
  | { readonly kind: "not-empty"; readonly path: string }
  | { readonly kind: "no-questions" }
  | { readonly kind: "not-built" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };
