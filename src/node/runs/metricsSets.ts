import { basename, dirname, normalize } from "node:path";
import type { IndexedFile } from "../index/indexedFile.js";
import { dumpHome, dumpPlace } from "./dumpPlace.js";
import { partSequences } from "./partSequences.js";

/** `metrics/<start>.jsonl`: trainers that open their file anew at each start are given a name for each. */
const startName = /^(\d+)(?:[-_.].*)?\.jsonl$/;

/** The number of the start that a file is of; null for one that is not named by its start. */
function startOf(path: string): number | null {
  const [, digits] = basename(dirname(path)) === "metrics" ? (startName.exec(basename(path)) ?? []) : [];
  return digits === undefined ? null : Number(digits);
}

/** The folder that a metrics file marks as that of a run: the one that its trainer's habits name, its own, or that above a folder of starts. */
export function metricsHome(file: IndexedFile): string {
  const place = dumpPlace(file);
  if (place !== null) return normalize(place.run);
  return startOf(file.path) === null ? dirname(file.path) : dirname(dirname(file.path));
}

/**
 * What a file is a part of: the steps of trainers that make a folder for each; the starts in the folder above `metrics`,
 * where a `metrics.jsonl` may stand for an earlier one.
 */
export function metricsSeriesOf(file: IndexedFile): string {
  const { path, format } = file;
  if (dumpPlace(file) !== null) return `${dumpHome(file)}\n${format}`;
  if (startOf(path) !== null) return `${dirname(dirname(path))}\n${format}`;
  return basename(path) === "metrics.jsonl" ? `${dirname(path)}\n${format}` : path;
}

/** A file that is written whole holds all that its older states held. */
const holding = (parts: readonly IndexedFile[]): readonly IndexedFile[] =>
  parts[0]?.format === "trainer-state" ? parts.slice(-1) : parts;

interface Start {
  readonly path: string;
  readonly parts: readonly IndexedFile[];
}

const checkpointName = /^checkpoint-\d+$/;
/** The folder that a trainer saves into, for a file that it saved with a checkpoint; null for any other. */
const savedBelow = (path: string): string | null =>
  checkpointName.test(basename(dirname(path))) ? dirname(dirname(path)) : null;

/** Each checkpoint of the HF Trainer has a copy of the state as it was then: the newest, or the trainer's own, holds them all. */
function withoutCopies(files: readonly IndexedFile[]): readonly IndexedFile[] {
  const own = new Set(files.filter(({ path }) => savedBelow(path) === null).map(({ path }) => dirname(path)));
  const stepOf = (file: IndexedFile) => Number(basename(dirname(file.path)).slice("checkpoint-".length));
  const newest = new Map<string, IndexedFile>();
  for (const file of files) {
    const folder = file.format === "trainer-state" ? savedBelow(file.path) : null;
    const before = folder === null ? undefined : newest.get(folder);
    if (folder !== null && (before === undefined || stepOf(before) < stepOf(file))) newest.set(folder, file);
  }
  return files.filter(file => {
    const folder = file.format === "trainer-state" ? savedBelow(file.path) : null;
    return folder === null || (!own.has(folder) && newest.get(folder) === file);
  });
}

/** Metrics files by the curves that they make, one start after the other, in the order of the files given. */
export function metricsSets(files: readonly IndexedFile[]): readonly (readonly IndexedFile[])[] {
  const bySeries = new Map<string, Start[]>();
  for (const [path, parts] of partSequences(withoutCopies(files))) {
    const series = parts[0] === undefined ? path : metricsSeriesOf({ ...parts[0], path });
    const starts = bySeries.get(series) ?? [];
    bySeries.set(series, starts);
    starts.push({ path, parts });
  }
  const order = ({ path, parts: [file] }: Start) =>
    startOf(path) ?? (file === undefined ? null : dumpPlace(file)?.step) ?? -1;
  return [...bySeries.values()].map(starts =>
    starts.sort((a, b) => order(a) - order(b)).flatMap(({ parts }) => holding(parts)),
  );
}
