import type { JsonObject } from "../../core/dataset/jsonObject.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "./buildRuns.js";
import type { DetailStore } from "./detailStore.js";
import type { RowOpener } from "./rowOpener.js";
import type { RunContext } from "./runContext.js";
import type { Row } from "./rowsOf.js";
import type { RunState } from "./runState.js";

/** What the reward side reads of the runs. */
export interface RunsParts {
  readonly opener: RowOpener;
  /** Details of opened rows, what people said of rows, and what an audit found of them. */
  readonly details: DetailStore;
  /** Where files and rows stand, and when that is listed anew. */
  readonly state: Pick<RunState, "file" | "stepOfRow" | "onListed">;
  list(): RunList;
  row(path: string, row: number): Row | undefined;
  contextOf(file: IndexedFile): Promise<RunContext>;
  /** The loupe.json that speaks for a run as a whole: in its folder, or the nearest above it; null without one. */
  readonly loupeFileOf: (run: string) => string | null;
  /** What the trainer's own lines say of some rows of a file, by row; null where its run has no such lines. */
  linesOf(file: IndexedFile, rows: readonly number[]): Promise<ReadonlyMap<number, JsonObject> | null>;
  /** True while the file holds the bytes that were indexed. */
  holds(file: IndexedFile): boolean;
  /** Resolves once everything that is there has been read. */
  whenRead(): Promise<void>;
  /** Resolves once what is known to have changed on disk has been looked at. */
  settle(): Promise<void>;
  /** Null before the runs were configured. */
  settings(): RunsSettings | null;
  /** To be called when what is known of rows, by an audit or by what people said, changed: the tree filters by it. */
  markedRows(): void;
  /** Told when rows have to be opened anew since a dataset, a loupe.json or the settings changed; `isOf` picks the files. */
  onForget(listener: (isOf: (path: string) => boolean) => void): { dispose(): void };
}
