import type { FormatId } from "../../core/rollout/formatId.js";
import type { MalformedReason } from "../../core/rollout/dumpFormat.js";
import type { MappingProblem } from "./fileMapping.js";

/**
 * The columns of one file's rows. Row k of every array is the k-th row of the complete units in file order: of most formats
 * the k-th non-empty line. A unit may hold many rows, which share its offset and length.
 * Float columns say in the payload of their NaN why there is no number (see `noNumber.ts`).
 */
export interface RowColumns {
  readonly count: number;
  /** Where the row's unit stands: bytes from the start of the file. Exact beyond 4 GiB. */
  offsetOf(row: number): number;
  /** Bytes of the row's unit, without the line's end. */
  lengthOf(row: number): number;
  /** Place of the row among the rows of its unit, from 0; 0 where every unit is one row. */
  itemOf(row: number): number;
  isMalformed(row: number): boolean;
  /** Logged step; NaN where the row has none. */
  stepOf(row: number): number;
  /** Exact double of the logged score; NaN where it is no number, and then `scoreKindOf` says why. */
  scoreOf(row: number): number;
  scoreKindOf(row: number): NumberKind;
  /**
   * Group within this file: equal uid prefix, else equal question id, else equal prompt, whichever the row has first.
   * Dense from 0, in order of first appearance.
   */
  groupOf(row: number): number;
  /** 64-bit hash (16 hex digits) of what names a group. Without uids, the same question in another file has the same. */
  groupHashOf(group: number): string;
  readonly groupCount: number;
  /** Bytes of the response as stored, for sorting by length. */
  responseLengthOf(row: number): number;
  /** Openings of `<tool_call>` (or another zoom tag) in the response: an upper bound of its calls, from bytes alone. */
  callOpeningsOf(row: number): number;
  /** Further logged numbers by key, e.g. `acc`, `format_reward`; NaN payload says why there is none. */
  readonly numbers: ReadonlyMap<string, { valueOf(row: number): number; kindOf(row: number): NumberKind }>;
}

export type NumberKind = "number" | "nan" | "infinity" | "null" | "absent" | "text";

/** A line that is no usable row: where it is and why. */
export interface MalformedRow {
  readonly row: number;
  readonly byteOffset: number;
  readonly reason: MalformedReason;
}

/** Why a file is listed and not read. */
export type UnreadReason =
  | { readonly code: "empty" }
  /** The one line or value that it holds has no end yet, and does not tell its format. */
  | { readonly code: "being-written" }
  /** A Parquet file that ends without its footer, which is written last and says what is in it. */
  | { readonly code: "no-footer" }
  | {
      readonly code: "unknown-format";
      readonly keys: readonly string[];
      /** Why its loupe.json does not say how it is read, where there is one that might. */
      readonly mapping?: MappingProblem;
    }
  | { readonly code: "not-json-lines" }
  | { readonly code: "lfs-pointer" }
  /** A file that is parsed whole has more bytes than that is done for. */
  | { readonly code: "too-large"; readonly bytes: number; readonly limit: number }
  | { readonly code: "zip" }
  /** A table, but none of rollouts, as its columns tell: mostly a dataset. */
  | { readonly code: "parquet"; readonly keys: readonly string[] }
  | { readonly code: "pickle" }
  /** A zip archive that `torch.save` wrote: pickles. */
  | { readonly code: "torch" }
  /** A log of Inspect (`.eval`). */
  | { readonly code: "inspect-log" }
  /** A run of Weights & Biases in its own encoding. */
  | { readonly code: "wandb" }
  | { readonly code: "gone" }
  | { readonly code: "denied" }
  | { readonly code: "unreadable"; readonly message: string };

/** What the index knows of one file. Replaced, never changed in place, when the file changes. */
export interface IndexedFile {
  readonly path: string;
  /** The opened folder that the file was found under. */
  readonly root: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly format: FormatId | null;
  /** Set when `format` is null, or when reading failed on the way. */
  readonly unread: UnreadReason | null;
  readonly columns: RowColumns;
  readonly malformed: readonly MalformedRow[];
  /** The file ends in the middle of a line: being written. */
  readonly pending: boolean;
  /** Rises with every change; a rewritten file starts a new `generation`, a grown one keeps it. */
  readonly version: number;
  readonly generation: number;
}
