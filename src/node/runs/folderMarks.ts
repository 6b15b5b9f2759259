import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Files that trainers leave in a run's own folder, and ours. */
const markers = ["loupe.json", "latest_checkpointed_iteration.txt", "checkpoint_tracker.json"];
const checkpoint = /^global_step_\d+$/;

function looksMarked(folder: string): boolean {
  if (markers.some(name => existsSync(join(folder, name)))) return true;
  try {
    return readdirSync(folder).some(name => checkpoint.test(name));
  } catch {
    // A folder that cannot be listed marks nothing; the index says what is wrong with it.
    return false;
  }
}

/** Which folders are marked as runs, asked once a folder until told to look again. */
export class FolderMarks {
  private known = new Map<string, boolean>();

  readonly isMarked = (folder: string): boolean => {
    const found = this.known.get(folder) ?? looksMarked(folder);
    this.known.set(folder, found);
    return found;
  };

  forget(): void {
    this.known = new Map();
  }
}
