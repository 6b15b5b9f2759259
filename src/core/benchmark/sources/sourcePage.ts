import type { Box } from "../../page/box.js";
import type { Size } from "../../page/size.js";
import type { Outline } from "../import/outline.js";
import type { ImportProblem } from "../importProblem.js";

/** Something that was drawn around on a page. */
export interface SourceObject {
  /** As a PageRecord has it: with the name of its book before it, for ids start anew in each. */
  readonly id: string;
  /** As in its file, for problems; null where the file gives none. */
  readonly written_id: string | null;
  /** From 1, in its file; null where lines do not count, as in JSON. */
  readonly line: number | null;
  /** In the pixels that the file counts in; null: nothing that could be read. */
  readonly box: Box | null;
  /** Its corners where it is no plain box, in the same pixels. */
  readonly outline: Outline | null;
}

export interface SourcePanel extends SourceObject {
  /** As annotated: by which panels are read one after another. */
  readonly order: number | null;
}

export interface SourceCharacter extends SourceObject {
  readonly identity: string | null;
  readonly action: string | null;
}

export interface SourceBubble extends SourceObject {
  readonly text: string | null;
  readonly order: number | null;
  /** The id of a character on this page who speaks. */
  readonly speaker: string | null;
}

/** A page as a set other than AI4VA describes it, before its image was looked for. */
export interface SourcePage {
  /** The file of annotations, relative to the source. */
  readonly file: string;
  /** What ids and records call it, relative to the set. */
  readonly file_name: string;
  /** What its image may be called, likeliest first; folders in a name are part of it. */
  readonly image_names: readonly string[];
  /** Folders that decide among images of one name. */
  readonly hints: readonly string[];
  readonly issue_id: string;
  readonly index: number;
  /** Null where the file does not say how large its page is. */
  readonly size: Size | null;
  readonly split: string | null;
  readonly direction: "ltr" | "rtl" | null;
  readonly is_spread: boolean;
  readonly panels: readonly SourcePanel[];
  readonly characters: readonly SourceCharacter[];
  readonly bubbles: readonly SourceBubble[];
  /** Annotations of kinds that no question is about, and parts of others: lines of a balloon, a face of a body. */
  readonly other: number;
}

/** What a file of such a set holds. */
export interface SourcePages {
  readonly pages: readonly SourcePage[];
  readonly problems: readonly ImportProblem[];
}
