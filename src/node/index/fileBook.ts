import { basename } from "node:path";
import type { ChangeCollector } from "./changeCollector.js";
import { FileIndex, type ScanTools } from "./fileIndex.js";
import type { IndexedFile } from "./indexedFile.js";
import { isToolFile } from "./isToolFile.js";

/** All files that were looked at, those of them that are shown, and what changes among these. */
export class FileBook {
  readonly visible = new Map<string, IndexedFile>();
  private readonly entries = new Map<string, FileIndex>();
  private readonly explicit = new Set<string>();
  private readonly tools: ScanTools;
  private readonly changes: ChangeCollector;

  constructor(tools: ScanTools, changes: ChangeCollector) {
    this.tools = tools;
    this.changes = changes;
  }

  get(path: string): FileIndex | undefined {
    return this.entries.get(path);
  }
  values(): Iterable<FileIndex> {
    return this.entries.values();
  }
  ensure(path: string, root: string): FileIndex {
    const entry = this.entries.get(path) ?? new FileIndex(path, root, this.tools);
    this.entries.set(path, entry);
    return entry;
  }

  /** A file that was named by itself is shown whatever it holds, and stays listed when it is gone. */
  markExplicit(path: string): void {
    this.explicit.add(path);
  }
  isExplicit(path: string): boolean {
    return this.explicit.has(path);
  }

  /** What was named by itself has turned out to be no file: it is listed as one no more. */
  dismiss(path: string): void {
    this.explicit.delete(path);
    this.remove(path);
  }

  /** Shows the state that a file has now, but for what tools leave beside dumps. */
  publish({ file }: FileIndex): void {
    const isShown = file.format !== null || this.explicit.has(file.path) || !isToolFile(file.path);
    if (isShown) {
      this.changes.add(file.path, this.visible.has(file.path) ? "changed" : "added");
      this.visible.set(file.path, file);
    } else if (this.visible.delete(file.path)) this.changes.add(file.path, "removed");
  }

  remove(path: string): void {
    this.entries.delete(path);
    if (this.visible.delete(path)) this.changes.add(path, "removed");
  }

  /** Files whose folders are watched: a workspace is full of JSON that is no dump, and only looked at now and then. */
  watched(): readonly IndexedFile[] {
    return [...this.visible.values()].filter(
      ({ path, format, pending }) => format !== null || pending || this.explicit.has(path) || path.endsWith(".jsonl"),
    );
  }

  /** Names of JSON files that were looked at and are of no known format. */
  hidden(): readonly string[] {
    return [...this.entries.keys()].filter(path => !this.visible.has(path)).map(path => basename(path));
  }
}
