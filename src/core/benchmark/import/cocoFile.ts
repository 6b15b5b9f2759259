import type { SplitName } from "../pageRecord.js";
import type { CocoDocument } from "./cocoDocument.js";

/** A parsed annotation file of a set. */
export interface CocoFile {
  /** Relative to the source, forward slashes. */
  readonly path: string;
  /** What its name says; null: nothing, and the pages' folders decide. */
  readonly split: SplitName | null;
  readonly document: CocoDocument;
}
