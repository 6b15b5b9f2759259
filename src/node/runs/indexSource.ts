import type { IndexedFile, UnreadReason } from "../index/indexedFile.js";

/** What changed among the indexed files, by path. */
export interface IndexChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What the runs need of the index; the Indexer is one. */
export interface IndexSource {
  start(): Promise<void>;
  files(): ReadonlyMap<string, IndexedFile>;
  onDidChange(listener: (change: IndexChange) => void): { dispose(): void };
  whenIdle(): Promise<void>;
  readonly isBusy: boolean;
  readUnit(file: IndexedFile, row: number): Promise<UnitRead>;
  refresh(): Promise<void>;
  dispose(): Promise<void>;
}

export type UnitRead =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "too-large"; readonly length: number }
  /** The file changed since this state of it was indexed; the next state is on its way. */
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly reason: UnreadReason };
