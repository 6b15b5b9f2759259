import type { PageRecord, SplitName } from "../pageRecord.js";
import type { MarkRecord, PositionKind, TargetRecord } from "../questionRecord.js";
import type { RefusalCounts } from "../candidateRefusal.js";
import type { TaskKind } from "../taskKinds.js";
import type { WholeBox } from "../wholeBox.js";
import type { QuestionCheck } from "./questionCheck.js";

/** An option before it has its label. */
export interface DraftChoice {
  /** `{label}` stands for the label of a choice that has a mark; in the text of one without it is nothing special. */
  readonly text: string;
  /** What is marked on the page by the option's label; null where the option is only words. */
  readonly mark: { readonly kind: "box" | "blank"; readonly box: WholeBox } | null;
}

export type DraftAnswer =
  | {
      readonly kind: "choice";
      /** The right one first. */
      readonly choices: readonly DraftChoice[];
      /** What is balanced beside the labels, e.g. "same" and "different"; null where every draft is alike. */
      readonly truth: string | null;
    }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "open"; readonly text: string; readonly alternatives: readonly string[] };

/** A question before its split is known and its options are arranged. */
export interface QuestionDraft {
  readonly id: string;
  readonly task: TaskKind;
  readonly page: PageRecord;
  readonly question: string;
  readonly hint: string | null;
  readonly answer: DraftAnswer;
  /** Marks whose labels stand whatever the options' order. */
  readonly marks: readonly MarkRecord[];
  readonly shown: WholeBox | null;
  readonly targets: readonly TargetRecord[] | null;
  readonly position: PositionKind | null;
  /** The position in words, with which the question begins; not there where it has none. */
  readonly positionText?: string;
  readonly checks: readonly QuestionCheck[];
  readonly annotationIds: readonly string[];
  readonly generator: string;
  readonly writer: { readonly model: string; readonly promptSha: string } | null;
}

/** A draft in its split. */
export interface SplitDraft {
  readonly draft: QuestionDraft;
  readonly split: SplitName;
}

/** What one generator makes of one page. */
export interface PageYield {
  /** The first are kept where a page gives too many. */
  readonly drafts: readonly QuestionDraft[];
  readonly refused: RefusalCounts;
}
