import type { AnnotationNames } from "../../../core/benchmark/import/annotationNames.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import type { ImageShelf } from "./imageShelf.js";
import type { OpenedSource } from "./openedSource.js";

/** How far an import is. `total` is null while nobody knows. */
export interface ImportProgress {
  readonly phase: "listing" | "reading" | "images" | "pages" | "writing";
  readonly done: number;
  readonly total: number | null;
}

export interface ReadContext {
  /** Real path of the benchmark's folder: paths below it are written relative to it. */
  readonly out: string;
  /**
   * The mapping that the person gave, as parsed JSON and unchecked: each reader has its own schema. Null where none was
   * given.
   */
  readonly mapping: unknown;
  /** The name that the person gave the set, which goes into page ids; null: the reader's own choice. */
  readonly dataset: string | null;
  readonly images: ImageShelf;
  /** Keeps pages whose image is not there, with the size that the annotations give. */
  readonly keepsPagesWithoutImage: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** What became of a reader's annotations; they add up to `annotations`. */
export interface ReadCounts {
  readonly annotations: number;
  readonly panels: number;
  readonly characters: number;
  readonly bubbles: number;
  /** Of a category that no question is about. */
  readonly other: number;
  /** Each with a problem of its own, or counted in one of its page or category. */
  readonly left_out: number;
}

/** Questions of another set: written to `sets/<name>.jsonl` of the benchmark's folder, a record a line. */
export interface ForeignSet {
  /** Letters, digits, `.`, `_` and `-` only. */
  readonly name: string;
  readonly records: readonly object[];
}

/** An annotation file of which nothing is known: pages that an earlier import read from it stay. */
export interface UnreadFile {
  /** Relative to the source, as in problems. */
  readonly file: string;
  /** As in the records of pages. */
  readonly path: string;
}

export interface SourceRead {
  readonly pages: readonly PageRecord[];
  readonly sets: readonly ForeignSet[];
  readonly problems: readonly ImportProblem[];
  readonly counts: ReadCounts;
  /** Annotation files that could not be read as a whole. */
  readonly unread?: readonly UnreadFile[] | undefined;
}

/** The part of a source that a reader knows. */
export interface DetectedSource {
  /** The annotation files that it will read, relative to the source. */
  readonly files: readonly string[];
  /**
   * Names whose meaning only a mapping can say; null where the format itself says it, so that no mapping is needed.
   * What was parsed for it is kept for `read`. Rejects with the signal's reason, and as reading files does not.
   */
  names(signal: AbortSignal | undefined): Promise<AnnotationNames | null>;
  /**
   * Why a mapping that the person gave, as parsed JSON, cannot be used; null: it can. Not there: the reader uses none.
   */
  readonly mappingProblem?: (mapping: unknown) => string | null;
  /** Nothing can be read without a mapping, and none can be suggested. */
  readonly needsMapping?: true;
  /** Damage is a problem of the result. Rejects with the signal's reason only. */
  read(context: ReadContext): Promise<SourceRead>;
}

/** A kind of annotated set that can be imported. A new one is a line in sourceReaders.ts. */
export interface SourceReader {
  /** For `--as`: coco, comix, manga109 … */
  readonly id: string;
  /**
   * Looks at names, and at the beginning of files where names do not tell; null: not one of its kind. `isNamed`: the person
   * said by `--as` that it is. Damaged files of its kind are detected all the same, so that their problems are told.
   */
  detect(source: OpenedSource, isNamed: boolean): Promise<DetectedSource | null>;
}
