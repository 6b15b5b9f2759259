import { dirname, join } from "node:path";
import type { FindLoupeFile } from "../index/fileIndex.js";
import { filesOfRun } from "./filesOfRun.js";
import type { Run } from "./run.js";

/** Each loupe.json that says how files of a run are read; null stands for there being none. Asked once a folder. */
export function loupeFilesOfRun(run: Run, loupeFileOf: FindLoupeFile): ReadonlySet<string | null> {
  const one = new Map([[run.path, { path: join(run.path, "loupe.json"), root: run.root }]]);
  for (const file of filesOfRun(run)) one.set(dirname(file.path), file);
  return new Set([...one.values()].map(loupeFileOf));
}
