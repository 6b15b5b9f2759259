import { readdirSync, statSync, type Dirent } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { runConfigSuffix } from "../../core/launch/runConfigSuffix.js";
import { comparisonSuffix } from "../../core/simulate/miniature/comparisonSuffix.js";
import { ignoreRule } from "./ignoreRule.js";
import type { IndexLimits } from "./indexLimits.js";
import { isJunkName } from "./isJunkName.js";
import { isRunMark } from "./isRunMark.js";
import { isRecordFile } from "./isRecordFile.js";
import { readFailure } from "./readFailure.js";

/** A folder that was listed. */
export interface ListedFolder {
  readonly path: string;
  readonly root: string;
  /** Names of files that may be dumps, and of folders. */
  readonly candidates: readonly string[];
  /** Names of files that look so and are records of ours. They may have been taken for dumps before the folder said whose it is. */
  readonly records: readonly string[];
  readonly folders: readonly string[];
  /** Holds a loupe.json. */
  readonly hasConfig: boolean;
  /** False when the folder could not be read, or was not for the limit of entries: then it says nothing of what is gone. */
  readonly isComplete: boolean;
  /** Holds what only the folder of a run holds: loupe.json, a checkpoint tracker, `global_step_*`. */
  readonly isMarked: boolean;
  /**
   * When the folder's list of entries last changed, in milliseconds since 1970. 0: unknown. -1: so short before it was
   * listed that a further change may leave the same time, so that it has to be listed again.
   */
  readonly mtimeMs: number;
}

/** What discovery did not look at. Counts, and the first paths of each kind. */
export interface LeftOut {
  readonly tooDeep: readonly string[];
  readonly links: readonly string[];
  readonly unreadable: readonly string[];
  /** Folders with an ignored name, hidden ones included. */
  readonly ignored: number;
  /** Files that by their names are copies, remains or unfinished. */
  readonly junk: number;
  /** Discovery of this root ended at the limit of entries. */
  readonly cutRoots: readonly string[];
}

const maxPathsKept = 100;
/** File systems count time in steps: of milliseconds here, of two seconds at worst. */
const timeStepMs = 2000;
const configName = "loupe.json";
/** Parts that a pull kept of a file (`segmentName.ts`) are read as the file is. Of logs, EasyR1's generations alone. */
const candidateName = /(?:\.(?:jsonl?|parquet)|^generations\.log)(?:\.[1-9]\d*\.segment)?$/i;
/** Rollouts in files that are not opened, but named: Inspect's logs, W&B's runs, the debug rollouts of slime. */
const namedOnly = /(?:\.eval|\.wandb|^(?:eval_)?\d+\.pt)$/;
/** Where W&B keeps its runs, each in a folder with one file in W&B's own encoding, and what it calls these folders. */
const trackingName = "wandb";
const trackedRun = /^(?:offline-)?run-/;
const trackedEnd = ".wandb";
/** Copies and unfinished ones of what may be a dump. */
const dumpLikeName = /\.jsonl?(?:[.~]|$)|^\.nfs/i;

interface Pending {
  readonly path: string;
  readonly root: string;
  readonly depth: number;
}

/**
 * Lists the folders under the roots, breadth first and a folder at a time, so that the caller can work in between. No
 * symbolic link below a root is followed, so nothing outside of it is read and nothing is found twice.
 */
export class Discovery {
  private readonly queue: Pending[] = [];
  private readonly shouldEnter: (folder: string) => boolean;
  private readonly limits: IndexLimits;
  private readonly isIgnored: (relativePath: string) => boolean;
  /** How many entries each folder had when it was listed last, and all folders of each root together. */
  private readonly entriesIn = new Map<string, { readonly root: string; readonly count: number }>();
  private readonly entriesOf = new Map<string, number>();
  private readonly notes = emptyNotes();

  /** `shouldEnter` is asked of every folder below one that was added. */
  constructor(limits: IndexLimits, shouldEnter: (folder: string) => boolean) {
    this.limits = limits;
    this.shouldEnter = shouldEnter;
    this.isIgnored = ignoreRule(limits.ignore);
  }

  /** Adds a root, or a folder below one that is to be listed again. */
  add(path: string, root: string): void {
    if (!this.queue.some(pending => pending.path === path))
      this.queue.push({ path, root, depth: depthBelow(root, path) });
  }
  /** Forgets how many entries were seen: the roots are to be listed anew. */
  startOver(): void {
    this.entriesOf.clear();
    this.entriesIn.clear();
    Object.assign(this.notes, emptyNotes());
  }

  get isDone(): boolean {
    return this.queue.length === 0;
  }
  get leftOut(): LeftOut {
    return this.notes;
  }

  /** The next folder; undefined when there is none left. One that cannot be read is noted and has no candidates. */
  next(): ListedFolder | undefined {
    const folder = this.queue.shift();
    if (folder === undefined) return undefined;
    // A folder that is listed again, as one that a trainer writes to is all the time, counts once.
    this.forget(folder.path);
    if ((this.entriesOf.get(folder.root) ?? 0) >= this.limits.maxEntries) {
      if (!this.notes.cutRoots.includes(folder.root)) this.notes.cutRoots.push(folder.root);
      return listed(folder, null, 0);
    }
    try {
      const { mtimeMs } = statSync(folder.path);
      const entries = readdirSync(folder.path, { withFileTypes: true });
      this.count(folder, entries.length);
      this.enqueue(folder, entries);
      const isTracking = this.isTracking(folder);
      const own = isTracking
        ? entries.filter(entry => entry.isDirectory() || entry.name.endsWith(trackedEnd))
        : entries;
      return listed(folder, own, Math.abs(Date.now() - mtimeMs) <= timeStepMs ? -1 : mtimeMs);
    } catch (error) {
      // A folder that is gone holds nothing any more; one that may not be read says nothing.
      if (readFailure(error).kind === "gone") return listed(folder, [], 0);
      note(this.notes.unreadable, folder.path);
      return listed(folder, null, 0);
    }
  }

  /** The entries of a folder that is gone, or is to be listed again, count no more. */
  forget(path: string): void {
    const known = this.entriesIn.get(path);
    if (known === undefined) return;
    this.entriesIn.delete(path);
    this.entriesOf.set(known.root, (this.entriesOf.get(known.root) ?? 0) - known.count);
  }

  private count({ path, root }: Pending, count: number): void {
    this.entriesIn.set(path, { root, count });
    this.entriesOf.set(root, (this.entriesOf.get(root) ?? 0) + count);
  }

  /** An ignored folder of W&B's, or that of one of its runs: of these only the runs' own files are looked at, to be named. */
  private isTracking({ path, root }: Pending): boolean {
    const own = relative(root, path).replaceAll(sep, "/");
    return [own, dirname(own)].some(folder => basename(folder) === trackingName && this.isIgnored(folder));
  }

  private leaveOut(folder: Pending, entry: Dirent): void {
    this.notes.ignored++;
    if (entry.name === trackingName) this.queue.push(below(folder, entry));
  }

  private enqueueTracked(folder: Pending, entries: readonly Dirent[]): void {
    const runs = basename(folder.path) === trackingName ? entries.filter(({ name }) => trackedRun.test(name)) : [];
    for (const { path, root, depth } of runs.filter(entry => entry.isDirectory()).map(entry => below(folder, entry)))
      if (depth <= this.limits.maxDepth && this.shouldEnter(path)) this.queue.push({ path, root, depth });
  }

  private enqueue(folder: Pending, entries: readonly Dirent[]): void {
    if (this.isTracking(folder)) {
      this.enqueueTracked(folder, entries);
      return;
    }
    for (const entry of entries) {
      if (entry.isFile() && isCopy(entry.name)) this.notes.junk++;
      if (entry.isFile()) continue;
      const path = join(folder.path, entry.name);
      if (entry.isSymbolicLink()) note(this.notes.links, path);
      if (!entry.isDirectory()) continue;
      if (isJunkName(entry.name) || this.isIgnored(relative(folder.root, path).replaceAll(sep, "/")))
        this.leaveOut(folder, entry);
      else if (folder.depth >= this.limits.maxDepth) note(this.notes.tooDeep, path);
      else if (this.shouldEnter(path)) this.queue.push({ path, root: folder.root, depth: folder.depth + 1 });
    }
  }
}

const below = ({ path, root, depth }: Pending, { name }: Dirent): Pending => ({
  path: join(path, name),
  root,
  depth: depth + 1,
});

function listed(folder: Pending, entries: readonly Dirent[] | null, mtimeMs: number): ListedFolder {
  const names = (entries ?? []).filter(entry => entry.isFile()).map(entry => entry.name);
  const folders = (entries ?? []).filter(entry => entry.isDirectory()).map(entry => entry.name);
  const isRecord = isRecordFile(folder.path, names);
  const likely = names.filter(isCandidate);
  return {
    path: folder.path,
    root: folder.root,
    candidates: likely.filter(name => !isRecord(name)),
    records: likely.filter(isRecord),
    folders,
    hasConfig: names.includes(configName),
    isComplete: entries !== null,
    isMarked: [...names, ...folders].some(isRunMark),
    mtimeMs,
  };
}

const emptyNotes = () => ({
  tooDeep: new Array<string>(),
  links: new Array<string>(),
  unreadable: new Array<string>(),
  cutRoots: new Array<string>(),
  ignored: 0,
  junk: 0,
});

/**
 * Files of ours that hold no rollouts: a run's loupe.json, configurations that runs are launched from, what a miniature
 * run was asked for, and comparisons of miniatures.
 */
const isOurs = (name: string) =>
  name === configName ||
  name === "miniature.json" ||
  [runConfigSuffix, comparisonSuffix].some(end => name.endsWith(end));
const isCandidate = (name: string) =>
  (candidateName.test(name) || namedOnly.test(name)) && !isOurs(name) && !isJunkName(name);
const isCopy = (name: string) => dumpLikeName.test(name) && !isOurs(name) && !isCandidate(name);

function note(paths: string[], path: string): void {
  if (paths.length < maxPathsKept) paths.push(path);
}

function depthBelow(root: string, path: string): number {
  const below = relative(root, path);
  return below === "" ? 0 : below.split(sep).length;
}
