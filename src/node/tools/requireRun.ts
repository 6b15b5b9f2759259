import type { Runs } from "../runs/runs.js";
import { ToolError } from "./toolError.js";

/** Refuses a path that is the folder of no open run. Throws a ToolError. */
export function requireRun(runs: Runs, path: string): void {
  if (
    runs
      .parts()
      .list()
      .runs.some(run => run.path === path)
  )
    return;
  throw new ToolError(`No open run lies in ${path}. loupe_list_runs lists them.`);
}
