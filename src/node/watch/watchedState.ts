import type { ListedFolder } from "../index/discovery.js";
import type { IndexedFile } from "../index/indexedFile.js";

/** What is known now; asked whenever it is needed. */
export interface WatchedState {
  folders(): Iterable<ListedFolder>;
  files(): Iterable<IndexedFile>;
}
