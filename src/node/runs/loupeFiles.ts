import { join } from "node:path";
import { nearestLoupeFile } from "../dataset/nearestLoupeFile.js";
import type { FindLoupeFile } from "../index/fileIndex.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { filesOfRun } from "./filesOfRun.js";
import type { Run } from "./run.js";

/** Which loupe.json speaks for files and runs. `only`: the run's folder of each path that was named by itself. */
export class LoupeFiles {
  private readonly only: ReadonlyMap<string, string>;

  constructor(only: ReadonlyMap<string, string> = new Map<string, string>()) {
    this.only = only;
  }

  /** Looked for up to the opened folder; of a path that was named by itself, up to the folder of its run. */
  readonly of: FindLoupeFile = file => nearestLoupeFile(file.path, this.boundOf(file));

  /** The one that speaks for a run as a whole: in its folder, or the nearest above. `run`: as far as it is known. */
  ofRun(folder: string, run: Run | undefined): string | null {
    const first = run === undefined ? undefined : filesOfRun(run)[0];
    const bound = first === undefined ? (run?.root ?? folder) : this.boundOf(first);
    return nearestLoupeFile(join(folder, "loupe.json"), bound);
  }

  private boundOf({ path, root }: Pick<IndexedFile, "path" | "root">): string {
    return this.only.get(path) ?? this.only.get(root) ?? root;
  }
}
