import { dirname, resolve } from "node:path";
import type { CoordinateSpace } from "../../core/page/coordinateSpace.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import { defaultIndexLimits } from "../index/indexLimits.js";
import type { IndexLog } from "../index/indexLog.js";
import { FolderMarks } from "../runs/folderMarks.js";
import { Runs } from "../runs/runs.js";
import { ExpectedError } from "./expectedError.js";
import { namedPath, type NamedPath } from "./namedPath.js";

/** What a command joins rows with and how it counts their boxes. */
export interface ReadOptions {
  readonly dataset?: readonly string[];
  readonly images?: readonly string[];
  readonly space?: CoordinateSpace;
}

/** How far above a single file or folder the folder of its run is looked for. */
const maxClimb = 4;

/**
 * The folder of the run that a path belongs to: the nearest marked one upwards, as in the tree, else the folder itself,
 * or the file's own. A folder inside a run is read as a part of it: with its loupe.json, and nothing else of it.
 */
function runFolderOf({ path, isFolder }: NamedPath): string {
  const { isMarked } = new FolderMarks();
  const own = isFolder ? path : dirname(path);
  let folder = own;
  for (let i = 0; i < maxClimb; i++, folder = dirname(folder)) if (isMarked(folder)) return folder;
  return own;
}

/** What the index says on the way is of no use here, but for its own failure, which must not look like a short list. */
class FailureLog implements IndexLog {
  failure: Error | null = null;

  info(): void {
    // Told to nobody: a command says what it found.
  }
  warn(): void {
    // What could not be read is a value of its file or folder, and said there.
  }
  error(_message: string, error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
  }
}

function settingsFor(roots: readonly string[], { dataset = [], images = [] }: ReadOptions): RunsSettings {
  for (const path of images)
    if (!namedPath(path).isFolder) throw new ExpectedError(`${path}: a file, not a folder of images`);
  for (const path of dataset) if (namedPath(path).isFolder) throw new ExpectedError(`${path}: a folder, not a dataset`);
  return {
    roots,
    storage: null,
    discovery: defaultIndexLimits,
    pollSeconds: 10,
    savedIndexMegabytes: 0,
    extractedImagesMegabytes: 256,
    imageRoots: images.map(path => resolve(path)),
    datasets: dataset.map(path => resolve(path)),
    space: "guess",
    spaceByRun: {},
    pathPrefixes: {},
    applyOrientation: false,
    isTrusted: true,
  };
}

/**
 * Reads what the paths name, once: folders whole, of a file only the file itself. The caller disposes. Throws an
 * ExpectedError for paths that are not there or may not be read.
 */
export async function openRuns(paths: readonly string[], options: ReadOptions): Promise<Runs> {
  const only = new Map(paths.map(namedPath).map(named => [named.path, runFolderOf(named)] as const));
  const settings = settingsFor([...new Set(only.values())], options);
  const log = new FailureLog();
  const runs = new Runs({ onEvent: () => undefined, watch: false, log, only });
  try {
    await runs.configure(settings);
    await runs.whenIdle();
    if (log.failure !== null) throw log.failure;
    if (options.space !== undefined) await takeSpace(runs, settings, options.space);
    return runs;
  } catch (error) {
    await runs.dispose();
    throw error;
  }
}

/** An option of the command comes before what a run's loupe.json says, as a choice made in the view does. */
async function takeSpace(runs: Runs, settings: RunsSettings, space: CoordinateSpace): Promise<void> {
  const spaceByRun = Object.fromEntries(runs.runFolders().map(folder => [folder, space] as const));
  await runs.configure({ ...settings, spaceByRun });
}
