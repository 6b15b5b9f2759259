import type { AnswerOption } from "../answerOption.js";
import type { PredictionState } from "../predictionRecord.js";

/** Whose results a file has. */
export const foreignFormats = [
  "vlmevalkit",
  "lmms-eval",
  "lm-eval",
  "inspect",
  "openai-batch",
  "deepeyes",
  "chain-of-focus",
  "mangavqa",
  "mapped",
] as const;
export type ForeignFormat = (typeof foreignFormats)[number];

/** What is to be known of a row besides: codes in `imported.flags` of its prediction. */
export type ForeignFlag =
  | "request-failed"
  | "judge-guess"
  | "judge-failed"
  | "cut-by-writer"
  | "unscored"
  | "duplicate"
  | "target-differs"
  | "options-differ"
  | "rotation-missing"
  | "verdict-of-rotations"
  | "model-differs"
  | "joined-by-index"
  | "joined-by-text";

/** A message of a talk that another program wrote down. Its images are counted, since nobody keeps them. */
export interface ForeignMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  readonly images: number;
}

/** An answer as another program wrote it down. */
export interface ForeignRow {
  /** From 0, in its file. */
  readonly row: number;
  /** Our question's id, where it came along. */
  readonly ownId: string | null;
  /** The row's own number in what was asked. */
  readonly index: number | null;
  /** What was asked, or a prompt in which it stands. */
  readonly question: string | null;
  readonly target: string | null;
  readonly image: string | null;
  /** The options in the order in which they were asked; null: nothing says so. */
  readonly options: readonly AnswerOption[] | null;
  /** Of a question that is asked in every rotation of its options, which one it is, from 0; null: it was asked once. */
  readonly rotation: number | null;
  /** Which task kind it may be of: a name in which the kind's stands. */
  readonly about: string | null;
  readonly text: string | null;
  readonly reasoning: string | null;
  readonly attempt: number;
  readonly state: PredictionState;
  readonly finish: string | null;
  readonly failure: string | null;
  /** As the other program scored it. */
  readonly verdict: string | number | boolean | null;
  readonly log: string | null;
  readonly model: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** The whole talk, where it was kept. */
  readonly messages: readonly ForeignMessage[] | null;
  readonly flags: readonly ForeignFlag[];
}

const nothing: Omit<ForeignRow, "row"> = {
  ...{ ownId: null, index: null, question: null, target: null, image: null, about: null, text: null },
  ...{ options: null, rotation: null, messages: null },
  ...{ reasoning: null, attempt: 0, state: "ok", finish: null, failure: null, verdict: null, log: null },
  ...{ model: null, promptTokens: null, completionTokens: null, flags: [] },
};

/** A row of which the rest is not known. An answer without words is an empty one, unless it is said to be another. */
export function foreignRow(known: Partial<ForeignRow> & Pick<ForeignRow, "row">): ForeignRow {
  const row = { ...nothing, ...known };
  return row.state === "ok" && (row.text ?? "").trim() === "" ? { ...row, state: "empty" } : row;
}

/** One whose request failed: its words are the program's and no answer. */
export const failedRow = (known: Partial<ForeignRow> & Pick<ForeignRow, "row">, failure: string): ForeignRow =>
  foreignRow({ ...known, text: null, state: "failed", failure, flags: [...(known.flags ?? []), "request-failed"] });
