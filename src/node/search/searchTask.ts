import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { FormatId } from "../../core/rollout/formatId.js";
import type { Rollout } from "../../core/rollout/rollout.js";
import type { RowMatches } from "../../core/search/rowMatches.js";
import type { SearchQuery } from "../../core/search/searchQuery.js";

/** Rows of one file that are searched in its bytes. */
export interface FileTask {
  readonly kind: "file";
  readonly id: number;
  readonly path: string;
  readonly format: FormatId;
  readonly columns: ColumnNames;
  readonly rows: Uint32Array;
  /** Bytes from the start of the file, and bytes of each row. */
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  /** Matches after which enough were found. */
  readonly limit: number;
}

/** Rollouts that were read already. */
export interface RolloutTask {
  readonly kind: "rollouts";
  readonly id: number;
  readonly rows: readonly { readonly row: number; readonly rollout: Rollout }[];
  readonly limit: number;
}

export type SearchTask = FileTask | RolloutTask;

/** What a searching thread is started with. */
export interface SearchThreadData {
  readonly query: SearchQuery;
  /** Matches of one rollout that are told with their text; the others are counted. */
  readonly hitsPerRow: number;
  /** Rows that were begun so far, counted up by the thread. */
  readonly progress: Int32Array;
}

/** A row in which something was found. */
export interface FoundRow extends RowMatches {
  readonly row: number;
}

export type FromSearchThread =
  | { readonly kind: "found"; readonly id: number; readonly rows: readonly FoundRow[] }
  | {
      readonly kind: "done";
      readonly id: number;
      /** Rows of the task that were looked at. */
      readonly looked: number;
      /** Rows that could not be read. */
      readonly unread: number;
      /** It ended early since enough was found. */
      readonly isCut: boolean;
    };
