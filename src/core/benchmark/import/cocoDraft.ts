import type { Size } from "../../page/size.js";
import type { SplitName } from "../pageRecord.js";
import type { CocoAnnotation } from "./cocoDocument.js";

/** An annotation that belongs to a page, its geometry and attributes not looked at yet. */
export interface DraftAnnotation {
  /** The annotation file. */
  readonly file: string;
  /** As in the file, for problems. */
  readonly id: string;
  /** Unique in the set: `<split>/<id>`. */
  readonly qualified: string;
  /** Null: its category stands in no list. */
  readonly category: string | null;
  readonly value: CocoAnnotation;
}

/** A page of a set with everything that is annotated on it, whichever files that stands in. */
export interface CocoDraft {
  /** The first annotation file that names it. */
  readonly file: string;
  /** All that do. */
  readonly files: readonly string[];
  /** As annotated. */
  readonly name: string;
  readonly split: SplitName | null;
  /** Pixels that its annotations count in; null where the file gives none. */
  readonly size: Size | null;
  readonly annotations: readonly DraftAnnotation[];
  /** Of damaged annotations that name it the categories; null: that could not be read either. */
  readonly damaged: readonly (string | null)[];
  /** Of damaged annotations of its files that name no page the categories: each may be of this page. */
  readonly astray: ReadonlySet<string | null>;
}
