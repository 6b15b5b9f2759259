import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LaunchedRun } from "./launchedRun.js";
import { readLaunchedRun } from "./readLaunchedRun.js";

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
 * The launched runs that files lie in. All that a launched run makes stands below `out`, so that only folders which hold
 * one are asked. Answers hold until `forget`; a run.json that did not change is not read again.
 */
export class LaunchedRuns {
  private fresh = new Map<string, LaunchedRun | null>();
  private readonly known = new Map<string, Known>();

  /** The run that a folder belongs to: the nearest one upwards inside the root. Null: it belongs to none. */
  readonly around = (folder: string, root: string): LaunchedRun | null => {
    for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) {
      const found = basename(at) === "out" ? this.of(dirname(at)) : null;
      if (found !== null) return found;
    }
    return null;
  };

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
