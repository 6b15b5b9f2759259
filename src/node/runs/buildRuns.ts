import { basename, dirname, sep } from "node:path";
import type { IndexedFile } from "../index/indexedFile.js";
import { dumpFolder, stepsOf } from "./dumpFolder.js";
import { phaseOf } from "./phaseOf.js";
import type { DumpFolder, Run } from "./run.js";
import { runFolder } from "./runFolder.js";

export interface RunList {
  readonly runs: readonly Run[];
  /** Files of no known format that lie in no run's folder. */
  readonly strays: readonly IndexedFile[];
}

type Kind = "dump" | "metrics" | "stepless" | "unread";

function kindOf(file: IndexedFile): Kind {
  switch (file.format) {
    case null:
      return "unread";
    case "verl-metrics":
    case "llamafactory-log":
    case "trainer-state":
      return "metrics";
    case "llamafactory-predictions":
    case "deepeyes-evaluation":
      return "stepless";
    case "verl-rollouts":
    case "deepeyes-board":
      return stepsOf(file).steps.length > 0 ? "dump" : "stepless";
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const logsReward = (file: IndexedFile) => file.columns.numbers.has("reward");

function foldersOf(dumps: readonly IndexedFile[]): { folders: DumpFolder[]; mixedPhases: boolean } {
  const byFolder = groupBy(dumps, file => dirname(file.path));
  const withReward = new Set([...byFolder].filter(([, files]) => files.every(logsReward)).map(([path]) => path));
  const someLackIt = withReward.size < byFolder.size;
  const folders = [...byFolder].map(([path, files]) =>
    dumpFolder(path, phaseOf(basename(path), withReward.has(path), someLackIt), files),
  );
  const mixedPhases = [...byFolder.values()].some(files => files.some(logsReward) && !files.every(logsReward));
  return { folders: folders.sort(byPhase), mixedPhases };
}

const byPhase = (a: DumpFolder, b: DumpFolder) =>
  a.phase.localeCompare(b.phase) || a.path.localeCompare(b.path, "en", { numeric: true });
const byPath = (a: IndexedFile, b: IndexedFile) => a.path.localeCompare(b.path, "en", { numeric: true });
const isInside = (path: string, folder: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function buildRun(path: string, files: readonly IndexedFile[], unread: readonly IndexedFile[]): Run {
  const byKind = groupBy(files, kindOf);
  const of = (kind: Kind) => [...(byKind.get(kind) ?? [])].sort(byPath);
  return {
    path,
    root: files[0]?.root ?? path,
    name: basename(path),
    ...foldersOf(of("dump")),
    metrics: of("metrics"),
    stepless: of("stepless"),
    unread: [...unread].sort(byPath),
  };
}

/**
 * The runs among the indexed files. `isMarked` says whether a folder holds loupe.json, a checkpoint tracker or
 * `global_step_*`; metrics files are known from the index itself. `homeOf` gives the run's folder where a folder was read
 * that lies inside it.
 */
export function buildRuns(
  files: readonly IndexedFile[],
  isMarked: (folder: string) => boolean,
  homeOf: (folder: string) => string = folder => folder,
): RunList {
  const read = files.filter(file => file.format !== null);
  const dumpFolders = new Set(read.filter(file => kindOf(file) === "dump").map(file => dirname(file.path)));
  const metricsFolders = new Set(read.filter(file => kindOf(file) === "metrics").map(file => dirname(file.path)));
  const below = groupBy([...dumpFolders], dirname);
  const facts = {
    dumpsBelow: (folder: string) => below.get(folder)?.length ?? 0,
    isMarked: (folder: string) => metricsFolders.has(folder) || isMarked(folder),
  };
  const ofFolder = new Map<string, string>();
  const runOf = (file: IndexedFile) => {
    const folder = dirname(file.path);
    const found = ofFolder.get(folder) ?? homeOf(runFolder(folder, file.root, facts));
    ofFolder.set(folder, found);
    return found;
  };
  const byRun = groupBy(read, runOf);
  const deepestFirst = [...byRun.keys()].sort((a, b) => b.length - a.length);
  const unread = files.filter(file => file.format === null);
  const home = groupBy(unread, file => deepestFirst.find(path => isInside(file.path, path)) ?? null);
  const runs = [...byRun].map(([path, own]) => buildRun(path, own, home.get(path) ?? []));
  return {
    runs: runs.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true })),
    strays: (home.get(null) ?? []).filter(file => file.path.endsWith(".jsonl")).sort(byPath),
  };
}
