import { fstatSync } from "node:fs";
import { identityOf, isSameIdentity } from "./fileIdentity.js";
import { openFile, type OpenFile } from "./openFile.js";
import type { ReadFailure } from "./readFailure.js";

/**
 * Longest life of a kept descriptor. Meanwhile a deleted file stays on the disk, and a network mount, which is sure to
 * look at the server only when a file is opened, may not tell of a change.
 */
const keptMs = 500;

/**
 * Keeps the last file open for the rows that are read right after, since opening takes a good part of the time of a row.
 * A file that was replaced, deleted, renamed or written since it was opened shows in its times, and is opened anew.
 */
export class KeptFile {
  private kept: { readonly path: string; readonly opened: OpenFile; readonly since: number } | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** The file at a path, open until the next call or the next turn of the event loop. Nobody else closes it. */
  open(path: string): OpenFile | ReadFailure {
    if (this.kept?.path === path && isAsOpened(this.kept.opened, this.kept.since)) return this.kept.opened;
    this.close();
    const opened = openFile(path);
    if (opened.kind !== "open") return opened;
    this.kept = { path, opened, since: performance.now() };
    this.timer = setTimeout(() => this.close(), keptMs).unref();
    return opened;
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { kept } = this;
    this.kept = null;
    kept?.opened.close();
  }
}

/** Any change counts here: whether the rows are still there is for the index to tell, of a file that it opens anew. */
function isAsOpened({ fd, identity }: OpenFile, since: number): boolean {
  return performance.now() - since < keptMs && isSameIdentity(identityOf(fstatSync(fd)), identity);
}
