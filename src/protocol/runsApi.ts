import type { AlarmRules } from "../core/reward/alarmRules.js";
import type { CoordinateSpace } from "../core/page/coordinateSpace.js";
import type { QuickFilter } from "../core/rollout/quickFilter.js";
import type { FileProblem } from "./fileProblem.js";
import type { RolloutsAnswer, RolloutsQuery } from "./foundRollout.js";
import type { MetricsFile } from "./metricsFile.js";
import type { RolloutRef } from "./rolloutRef.js";
import type { OpenedRow } from "./rolloutView.js";
import type { TreeNode } from "./treeNode.js";

/** How the children of steps and groups are sorted; `file` is the order of the dump (groups: of first appearance). */
export type SortKey = "file" | "score" | "iou" | "length";
export interface SortOrder {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What the user's settings and the window tell the worker. */
export interface RunsSettings {
  readonly roots: readonly string[];
  /** Where the saved index and extracted page images go; null keeps nothing. */
  readonly storage: string | null;
  readonly discovery: { readonly maxDepth: number; readonly maxEntries: number; readonly ignore: readonly string[] };
  readonly pollSeconds: number;
  readonly savedIndexMegabytes: number;
  readonly extractedImagesMegabytes: number;
  /** Additional folders with page images, datasets and spaces beyond what loupe.json says. */
  readonly imageRoots: readonly string[];
  readonly datasets: readonly string[];
  readonly space: CoordinateSpace | "guess";
  /** Spaces chosen in the view, by run path. */
  readonly spaceByRun: Readonly<Record<string, CoordinateSpace>>;
  readonly pathPrefixes: Readonly<Record<string, string>>;
  /** Pages are turned by their EXIF orientation; trainers ignore it, so by default it is not applied. */
  readonly applyOrientation: boolean;
  /** Whether a run's own loupe.json may name datasets and image folders outside of the run: not in Restricted Mode. */
  readonly isTrusted: boolean;
  /** `loupe.strategies` as typed; read by `readStrategies`. */
  readonly strategies?: readonly unknown[] | undefined;
  /** `loupe.ownRewards` as typed, files as absolute paths; read by `readOwnRewards`. Never what an untrusted workspace says. */
  readonly ownRewards?: readonly unknown[] | undefined;
  /** Rules of the alarms as the settings have them; left out: the defaults. */
  readonly alarms?: AlarmRules | undefined;
}

/** What is asked of a list: its order, the quick filters that its rollouts must all pass, and an expression. */
export interface ListQuery {
  readonly order: SortOrder;
  readonly filters: readonly QuickFilter[];
  /** An expression of the filter language (`core/filter`) that they must fulfil, too. */
  readonly where?: string | undefined;
  /** An order of that language, in place of the order of the file. */
  readonly sort?: string | undefined;
}

/** How many rollouts pass some filters, of those that were looked through so far. */
export interface FilterCounts {
  readonly passing: number;
  readonly of: number;
  readonly isComplete: boolean;
  /** Of the filter `differs`: rollouts that were not audited, which it cannot tell. 0 without it. */
  readonly unaudited: number;
  /** Columns that the expression names and no rollout had so far. */
  readonly unseen?: readonly string[];
}

/** The malformed rows of one file, bounded. */
export interface MalformedFile {
  readonly path: string;
  readonly total: number;
  readonly rows: readonly { readonly row: number; readonly byteOffset: number; readonly reason: FileProblem }[];
}

/** Calls that the host (or the command line) makes to the worker that holds the runs. */
export type RunsApi = {
  configure(params: RunsSettings): Promise<void>;
  /**
   * Children of a node; `id` null asks for the runs. Unknown ids have no children. `isShown`: a person sees the list, whose
   * filter is looked through in the background until a list with another one is shown.
   */
  children(params: {
    id: string | null;
    query: ListQuery;
    isShown?: boolean | undefined;
  }): Promise<readonly TreeNode[]>;
  /** The node as it is now, null when it is gone. */
  node(params: { id: string; query: ListQuery }): Promise<TreeNode | null>;
  open(params: { ref: RolloutRef }): Promise<OpenedRow>;
  /** The first row that begins at a byte of a file; null where none does, or the file is in no opened folder. */
  rowAtByte(params: { file: string; offset: number }): Promise<RolloutRef | null>;
  /** Raw text of the row's unit, bounded; for "raw text one click away". */
  raw(params: { ref: RolloutRef }): Promise<{ text: string; isCut: boolean } | null>;
  /**
   * The next row in a walk: through the group, through the whole step as the list orders and filters it (and on into the
   * next step of the list), or null at the end.
   */
  neighbour(params: {
    ref: RolloutRef;
    direction: 1 | -1;
    within: "group" | "list";
    query: ListQuery;
  }): Promise<RolloutRef | null>;
  /** How many rollouts of the loaded details each filter passes, in a run or in all; null where nothing is known yet. */
  filterCounts(params: { query: ListQuery }): Promise<FilterCounts>;
  /** Whether a row is in the list that the query asks for; null when the row is gone. */
  passes(params: { ref: RolloutRef; query: ListQuery }): Promise<boolean | null>;
  /** One page of the rollouts of all runs that fulfil an expression, in an order. */
  rollouts(params: RolloutsQuery): Promise<RolloutsAnswer>;
  /** The curves of a metrics file; long files are thinned evenly. */
  metrics(params: { file: string }): Promise<MetricsFile>;
  /**
   * Malformed rows for the Problems list: per file the first `limit` of them and how many there are in all. Files
   * without any are left out, so what was listed before and is missing now has healed.
   */
  malformed(params: { limit: number }): Promise<readonly MalformedFile[]>;
  /** Folders whose files the window may read: run folders, dataset folders, image roots, storage. */
  readableRoots(params: null): Promise<readonly string[]>;
  /** The id of a row's tree item and of its ancestors, outermost first; empty when unknown. */
  path(params: { ref: RolloutRef }): Promise<readonly string[]>;
  refresh(params: null): Promise<void>;
};

/** What the worker tells by itself. At most ten a second, the last one always sent. */
export type RunsEvent =
  | {
      readonly kind: "changed";
      /** Node ids whose item or children changed; null: the list of runs itself. */ readonly ids: readonly (
        string | null
      )[];
    }
  | { readonly kind: "progress"; readonly reading: boolean; readonly filesDone: number; readonly filesKnown: number }
  /** Rows read for the reward views, of those that a request needs. */
  | { readonly kind: "rewardProgress"; readonly done: number; readonly of: number }
  /** What somebody's own reward function printed. */
  | { readonly kind: "ownOutput"; readonly text: string }
  | { readonly kind: "notice"; readonly code: string; readonly values: readonly string[] };

/** Served by the host on the worker's port; the worker calls it (`connect<RunsListener>(port).event(event)`). */
export type RunsListener = { event(params: RunsEvent): void };
