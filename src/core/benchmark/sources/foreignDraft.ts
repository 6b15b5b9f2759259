import type { JsonObject } from "../../dataset/jsonObject.js";
import type { ForeignComposition, ForeignImageRole, ForeignQuestion } from "./foreignQuestion.js";

/** A row of another set's table. */
export interface SetRow {
  /** Relative to the source. */
  readonly file: string;
  /** From 0. */
  readonly row: number;
  readonly value: JsonObject;
}

/** An image of a question before it was looked for: by a name, or in the row itself. */
export type WantedImage =
  | {
      readonly kind: "named";
      readonly role: ForeignImageRole;
      /** Folders in it are part of the name. */
      readonly name: string;
      readonly hints: readonly string[];
    }
  | {
      readonly kind: "cell";
      readonly role: ForeignImageRole;
      readonly column: string;
      readonly index: number;
      readonly name: string | null;
    };

export interface ForeignOption {
  readonly label: string;
  readonly text: string | null;
  /** Place among the images. */
  readonly image: number | null;
}

/** A question with what is yet to be looked for; what its fields mean stands in ForeignQuestion. */
export interface ForeignDraft {
  readonly set: string;
  readonly id: string;
  readonly split: string | null;
  readonly skill: string | null;
  readonly group: string | null;
  readonly question: string;
  readonly hint: string | null;
  readonly options: readonly ForeignOption[];
  readonly answer: string | number | null;
  readonly alternatives: readonly string[];
  readonly answer_type: ForeignQuestion["answer_type"];
  readonly judge_scale: readonly [worst: number, best: number] | null;
  readonly chance: number | null;
  readonly images: readonly WantedImage[];
  readonly composition: ForeignComposition | null;
  readonly licence_note: string;
  readonly about: Readonly<Record<string, string | number | boolean>>;
}

/** What a row gave: none or several questions, and what is wrong with it, each for the log. */
export interface SetRowRead {
  readonly drafts: readonly ForeignDraft[];
  readonly faults: readonly string[];
}

/** A set of questions whose form is known. */
export interface QuestionSet {
  /** Also the name of its file, unless the person gives another. */
  readonly id: string;
  /** Columns that tell it from other sets, for some of them with what the file's path must say; each is enough. */
  readonly signs: readonly { readonly columns: readonly string[]; readonly path?: RegExp }[];
  readonly read: (row: SetRow) => SetRowRead;
}

export const badRow = (...faults: string[]): SetRowRead => ({ drafts: [], faults });
