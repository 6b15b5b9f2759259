import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LaunchedRun } from "./launchedRun.js";
import { readLaunchedRun } from "./readLaunchedRun.js";
import { shardsFolder } from "./outsideShard.js";

interface Known {
  readonly stamp: string;
  readonly launch: LaunchedRun | null;
}

const told = ["run.json", "left-on-host.json", "resume-from"];

/** Size and time of what says what a run is. */
function stampOf(folder: string): string {
  const parts = told.map(name => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats === undefined ? "" : `${String(stats.size)}/${String(stats.mtimeMs)}`;
  });
  return parts.join(" ");
}

/**
 * The launched runs that files lie in. All that a launched run makes stands below `out`, its own or that of an element of
 * its array in `shards`, so that only folders which hold one are asked. Answers hold until `forget`; a run.json that did not change is not read again.
 */
export class LaunchedRuns {
  private fresh = new Map<string, LaunchedRun | null>();
  private readonly known = new Map<string, Known>();

  /** The run that a folder belongs to: the nearest one upwards inside the root. Null: it belongs to none. */
  readonly around = (folder: string, root: string): LaunchedRun | null => {
    for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) {
      const found = basename(at) === "out" ? this.above(dirname(at), root) : null;
      if (found !== null) return found;
    }
    return null;
  };

  /** The run whose `out` lies in a folder. Where the run is, its elements have links to its run.json: they are no runs. */
  private above(folder: string, root: string): LaunchedRun | null {
    const shards = dirname(folder);
    const isElement = folder !== root && shards !== root && basename(shards) === shardsFolder;
    return (isElement ? this.of(dirname(shards)) : null) ?? this.of(folder);
  }

  /** What a folder's own run.json says. */
  of(folder: string): LaunchedRun | null {
    const fresh = this.fresh.get(folder);
    if (fresh !== undefined) return fresh;
    const launch = this.look(folder);
    this.fresh.set(folder, launch);
    return launch;
  }

  forget(): void {
    this.fresh = new Map();
  }

  private look(folder: string): LaunchedRun | null {
    try {
      const stamp = stampOf(folder);
      const known = this.known.get(folder);
      if (known?.stamp === stamp) return known.launch;
      const launch = readLaunchedRun(folder);
      this.known.set(folder, { stamp, launch });
      return launch;
    } catch {
      // A folder that may not be looked into says nothing of a launch.
      return null;
    }
  }
}
