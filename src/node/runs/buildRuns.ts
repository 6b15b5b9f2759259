import { basename, dirname, join, normalize, sep } from "node:path";
import { formats } from "../../core/rollout/formats.js";
import type { Phase } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { dumpFolder, stepsOf } from "./dumpFolder.js";
import { dumpHome, dumpPlace } from "./dumpPlace.js";
import { goneOnFrom } from "./goneOnFrom.js";
import type { LaunchedRun, LaunchedStage } from "./launchedRun.js";
import { metricsHome, metricsSets } from "./metricsSets.js";
import { outsideShard } from "./outsideShard.js";
import { phaseOf } from "./phaseOf.js";
import type { DumpFolder, MetricsSet, RewardFiles, Run, Step } from "./run.js";
import { runFolder } from "./runFolder.js";
import type { ScoredStep } from "./validationSteps.js";

export interface RunList {
  readonly runs: readonly Run[];
  /** Files of no known format that lie in no run's folder. */
  readonly strays: readonly IndexedFile[];
}

type Kind = "dump" | "metrics" | "stepless" | "rewards" | "unread";

const rowsOfFormat = new Map(formats.map(({ id, rows }) => [id, rows]));

function kindOf(file: IndexedFile): Kind {
  const rows = file.format === null ? undefined : rowsOfFormat.get(file.format);
  switch (rows) {
    case undefined:
      return "unread";
    case "metrics":
      return "metrics";
    case "rewards":
      return "rewards";
    case "predictions":
    case "evaluation":
      return "stepless";
    case "rollouts":
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

/** What a launch says of a folder; null where it says nothing. */
interface Launched {
  readonly stageOf: (path: string) => LaunchedStage | null;
  readonly phaseOf: (path: string) => Phase | null;
}

function foldersOf(dumps: readonly IndexedFile[], launched: Launched): { folders: DumpFolder[]; mixedPhases: boolean } {
  const byFolder = groupBy(dumps, dumpHome);
  const withReward = new Set([...byFolder].filter(([, files]) => files.every(logsReward)).map(([path]) => path));
  const someLackIt = withReward.size < byFolder.size;
  const folders = [...byFolder].map(([path, files]) => {
    const placed = files[0] === undefined ? null : dumpPlace(files[0]);
    const phase = launched.phaseOf(path) ?? placed?.phase ?? phaseOf(basename(path), withReward.has(path), someLackIt);
    return dumpFolder(path, phase, files, launched.stageOf(path));
  });
  const mixedPhases = [...byFolder.values()].some(files => files.some(logsReward) && !files.every(logsReward));
  return { folders, mixedPhases };
}

const byPhase = (a: DumpFolder, b: DumpFolder) =>
  (a.stage?.folder ?? "").localeCompare(b.stage?.folder ?? "", "en", { numeric: true }) ||
  a.phase.localeCompare(b.phase) ||
  a.path.localeCompare(b.path, "en", { numeric: true });
const byPath = (a: IndexedFile, b: IndexedFile) => a.path.localeCompare(b.path, "en", { numeric: true });
const isInside = (path: string, folder: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const isAt = (path: string, folder: string) => path === folder || isInside(path, folder);

/** The stage of a path, in runs that have several, and the phase of one: trainers make folders of any name below both. */
function launchedBy(launch: LaunchedRun | null): Launched {
  const stages = launch?.stages ?? [];
  const inRun = (path: string) => (launch === null ? path : outsideShard(path, launch.folder));
  const isBelow = (path: string, name: string) => stages.some(({ folder }) => isAt(path, join(folder, name)));
  return {
    stageOf: path => (stages.length < 2 ? null : (stages.find(({ folder }) => isAt(inRun(path), folder)) ?? null)),
    phaseOf: path => {
      const place = inRun(path);
      return isBelow(place, "rollouts") ? "training" : isBelow(place, "val") ? "validation" : null;
    },
  };
}

/** Validation rollouts that are in no dump, as steps of the folder of their lines. */
function scoredFolder(
  run: string,
  { stage, files }: RewardFiles,
  scored: RunFolders["scoredValidation"],
): readonly DumpFolder[] {
  const path = dirname(files[0]?.path ?? run);
  const steps = (scored?.(run, stage?.folder ?? null) ?? []).map(({ step, segment, staleBy, lines }): Step => {
    const byFile = groupBy(lines, line => line.path);
    const parts = files.flatMap(file => {
      const rows = (byFile.get(file.path) ?? []).map(({ row }) => row).filter(row => row < file.columns.count);
      return rows.length === 0 ? [] : [{ file, rows: Uint32Array.from(rows) }];
    });
    return { folder: path, phase: "validation", step, segment, staleBy, parts };
  });
  const listed = steps.filter(({ parts }) => parts.length > 0);
  const newestFirst = listed.sort((a, b) => b.step - a.step || b.segment - a.segment);
  return listed.length === 0 ? [] : [{ path, stage, phase: "validation", steps: newestFirst }];
}

function rewardFiles(files: readonly IndexedFile[], { stageOf }: Launched): readonly RewardFiles[] {
  return [...groupBy(files, ({ path }) => stageOf(path))].map(([stage, own]) => ({ stage, files: own }));
}

interface RunParts {
  readonly files: readonly IndexedFile[];
  readonly unread: readonly IndexedFile[];
  readonly launch: LaunchedRun | null;
}

/** Files but those whose rows stand in another one that is there. */
function withoutRepeats(files: readonly IndexedFile[]): {
  own: readonly IndexedFile[];
  repeats: readonly IndexedFile[];
} {
  const paths = new Set(files.map(({ path }) => path));
  const isRepeat = (file: IndexedFile): boolean => paths.has(normalize(dumpPlace(file)?.repeats ?? "\n"));
  return { own: files.filter(file => !isRepeat(file)), repeats: files.filter(isRepeat) };
}

function buildRun(path: string, { files, unread, launch }: RunParts, scored: RunFolders["scoredValidation"]): Run {
  const launched = launchedBy(launch);
  const metricsSet = (own: readonly IndexedFile[]): MetricsSet => ({
    stage: launched.stageOf(own[0]?.path ?? path),
    files: own,
    earlier: [],
  });
  const { own: counted, repeats } = withoutRepeats(files);
  const byKind = groupBy(counted, kindOf);
  const of = (kind: Kind) => [...(byKind.get(kind) ?? [])].sort(byPath);
  const rewards = rewardFiles(of("rewards"), launched);
  const { folders, mixedPhases } = foldersOf(of("dump"), launched);
  return {
    path,
    root: files[0]?.root ?? path,
    name: basename(path),
    folders: [...folders, ...rewards.flatMap(own => scoredFolder(path, own, scored))].sort(byPhase),
    mixedPhases,
    launch,
    metrics: metricsSets(of("metrics")).map(metricsSet),
    rewards,
    stepless: of("stepless"),
    unread: [...unread].sort(byPath),
    repeats,
  };
}

/** What is known of folders beyond the files in them. */
export interface RunFolders {
  /** Whether a folder holds loupe.json, a checkpoint tracker or `global_step_*`; metrics files the index itself knows. */
  readonly isMarked: (folder: string) => boolean;
  /** The run's folder where a folder was read that lies inside it. */
  readonly homeOf?: (folder: string) => string;
  /** The launched run that a folder lies in, inside its root. */
  readonly launchAround?: (folder: string, root: string) => LaunchedRun | null;
  /** Validation rollouts of a run, or of one stage's folder, that are in no dump. */
  readonly scoredValidation?: (run: string, stage: string | null) => readonly ScoredStep[];
}

/** `launchAround` of a file's folder, asked once a folder. */
function launchFinder({ launchAround }: RunFolders): (file: IndexedFile) => LaunchedRun | null {
  const known = new Map<string, LaunchedRun | null>();
  return ({ path, root }) => {
    const folder = dirname(path);
    const found = known.get(folder);
    if (found !== undefined) return found;
    const launch = launchAround?.(folder, root) ?? null;
    known.set(folder, launch);
    return launch;
  };
}

/** Files but those that lie in a launched run beside its `out`: its code, its data, the files of the launch. */
function withoutSupplies(
  files: readonly IndexedFile[],
  launchOf: (file: IndexedFile) => LaunchedRun | null,
): readonly IndexedFile[] {
  const launched = [...new Set(files.flatMap(file => launchOf(file)?.folder ?? []))];
  if (launched.length === 0) return files;
  return files.filter(file => launchOf(file) !== null || !launched.some(folder => isInside(file.path, folder)));
}

/** Where the search for a file's run begins: in its own folder, or in the one that the trainer's habits name. */
function startOf(file: IndexedFile): string {
  const run = dumpPlace(file)?.run;
  return run !== undefined && isAt(run, file.root) ? run : dirname(file.path);
}

/** The folder of the run that each file belongs to. */
function runFinder(
  read: readonly IndexedFile[],
  { isMarked, homeOf = folder => folder }: RunFolders,
  launchOf: (file: IndexedFile) => LaunchedRun | null,
): (file: IndexedFile) => string {
  const filesOf = (kind: Kind) => read.filter(file => kindOf(file) === kind);
  const metricsFolders = new Set(filesOf("metrics").map(metricsHome));
  const below = groupBy([...new Set([...filesOf("dump"), ...filesOf("rewards")].map(dumpHome))], dirname);
  const facts = {
    dumpsBelow: (folder: string) => below.get(folder)?.length ?? 0,
    isMarked: (folder: string) => metricsFolders.has(folder) || isMarked(folder),
  };
  const ofFolder = new Map<string, string>();
  return file => {
    const folder = startOf(file);
    const found = ofFolder.get(folder) ?? launchOf(file)?.folder ?? homeOf(runFolder(folder, file.root, facts));
    ofFolder.set(folder, found);
    return found;
  };
}

/** What cannot be read and is listed all the same where no run is, so that an empty list says why. */
const namedCodes: ReadonlySet<string> = new Set([
  "wandb",
  "inspect-log",
  "torch",
  "pickle",
  "zip",
  "lfs-pointer",
  "no-footer",
  "too-large",
]);
const isStray = ({ path, unread }: IndexedFile): boolean =>
  path.endsWith(".jsonl") || (unread !== null && namedCodes.has(unread.code));

/** The runs among the indexed files. */
export function buildRuns(indexed: readonly IndexedFile[], folders: RunFolders): RunList {
  const launchOf = launchFinder(folders);
  const files = withoutSupplies(indexed, launchOf);
  const read = files.filter(file => file.format !== null);
  const byRun = groupBy(read, runFinder(read, folders, launchOf));
  const deepestFirst = [...byRun.keys()].sort((a, b) => b.length - a.length);
  const unread = files.filter(file => file.format === null);
  const home = groupBy(unread, file => deepestFirst.find(path => isInside(file.path, path)) ?? null);
  const runs = [...byRun].map(([path, own]) => {
    const launch = own[0] === undefined ? null : launchOf(own[0]);
    return buildRun(path, { files: own, unread: home.get(path) ?? [], launch }, folders.scoredValidation);
  });
  return {
    runs: goneOnFrom(runs.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }))),
    strays: (home.get(null) ?? []).filter(isStray).sort(byPath),
  };
}
