import type { IndexedFile } from "../index/indexedFile.js";
import { buildRuns, type RunFolders, type RunList } from "./buildRuns.js";
import { FolderMarks } from "./folderMarks.js";
import { LaunchedRuns } from "./launchedRuns.js";

/** Finds the runs among the indexed files, with what their folders say beyond the files. */
export class RunFinder {
  private readonly marks = new FolderMarks();
  private readonly launches = new LaunchedRuns();
  private readonly known: Pick<RunFolders, "homeOf" | "scoredValidation">;

  constructor(known: Pick<RunFolders, "homeOf" | "scoredValidation">) {
    this.known = known;
  }

  find(files: readonly IndexedFile[]): RunList {
    return buildRuns(files, {
      ...this.known,
      isMarked: this.marks.isMarked,
      launchAround: this.launches.around,
    });
  }

  /** Files changed; `hasMoved`: some came or went, so that folders may hold other names. */
  forget(hasMoved: boolean): void {
    if (hasMoved) this.marks.forget();
    this.launches.forget();
  }
}
