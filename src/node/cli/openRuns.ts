import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import type { IndexLog } from "../index/indexLog.js";
import { Runs } from "../runs/runs.js";
import { ExpectedError } from "./expectedError.js";
import { defaultIndexLimits } from "../index/indexLimits.js";

/** Options that every command which reads runs takes. */
export interface ReadOptions {
  readonly dataset: readonly string[];
  readonly images: readonly string[];
  readonly space?: CoordinateSpace | undefined;
}

/** The command line says what it found; what the index did on the way is of no use there. */
const quietLog: IndexLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How far above a single file its run's loupe.json is looked for. */
const maxClimb = 4;

/** The folder whose loupe.json speaks for a single file: the nearest one upwards, else the file's own. */
function runFolderOf(file: string): string {
  let folder = dirname(file);
  for (let i = 0; i < maxClimb; i++, folder = dirname(folder))
    if (existsSync(join(folder, "loupe.json"))) return folder;
  return dirname(file);
}

/** What a command names: folders are read whole, of a file only the file itself. */
function targetOf(path: string): { readonly root: string; readonly only: string | null } {
  const full = resolve(path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found === undefined) throw new ExpectedError(`${path}: no such file or folder`);
  return found.isDirectory() ? { root: full, only: null } : { root: runFolderOf(full), only: full };
}

/** Reads what the paths name, once. The caller disposes. Throws an ExpectedError for paths that do not exist. */
export async function openRuns(paths: readonly string[], options: ReadOptions): Promise<Runs> {
  const targets = paths.map(targetOf);
  for (const path of [...options.dataset, ...options.images])
    if (!existsSync(path)) throw new ExpectedError(`${path}: no such file or folder`);
  const files = targets.flatMap(({ root, only }) => (only === null ? [] : [[only, root] as const]));
  const settings: RunsSettings = {
    roots: [...new Set(targets.map(({ root }) => root))],
    storage: null,
    discovery: defaultIndexLimits,
    pollSeconds: 10,
    savedIndexMegabytes: 0,
    extractedImagesMegabytes: 256,
    imageRoots: options.images.map(path => resolve(path)),
    datasets: options.dataset.map(path => resolve(path)),
    space: options.space ?? "guess",
    spaceByRun: {},
    pathPrefixes: {},
    applyOrientation: false,
  };
  const only = files.length === targets.length ? { only: new Map(files) } : {};
  const runs = new Runs({ onEvent: () => undefined, watch: false, log: quietLog, ...only });
  await runs.configure(settings);
  await runs.whenIdle();
  return runs;
}
