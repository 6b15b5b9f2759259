import { basename } from "node:path";
import { formats } from "../../core/rollout/formats.js";
import type { Phase, StaleReason } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import { fileSteps, type FileSteps } from "./fileSteps.js";
import { keptPart } from "./keptPart.js";
import type { LaunchedStage } from "./launchedRun.js";
import { partSequences } from "./partSequences.js";
import type { DumpFolder, Step, StepPart } from "./run.js";

const known = new WeakMap<IndexedFile, FileSteps>();

/** `fileSteps`, remembered for as long as this state of the file lives. */
export function stepsOf(file: IndexedFile): FileSteps {
  const found = known.get(file) ?? fileSteps(file);
  known.set(file, found);
  return found;
}

interface Draft {
  readonly step: number;
  readonly segment: number;
  readonly isKept: boolean;
  staleBy: StaleReason | null;
  readonly parts: StepPart[];
  mtimeMs: number;
}

/** The lowest step of each file that stands behind another one in its sequence of kept parts. */
function laterStarts(files: readonly IndexedFile[]): ReadonlyMap<IndexedFile, number> {
  const starts = new Map<IndexedFile, number>();
  for (const parts of partSequences(files).values()) {
    let lowest = Infinity;
    for (const part of parts.toReversed()) {
      starts.set(part, lowest);
      for (const { step } of stepsOf(part).steps) lowest = Math.min(lowest, step);
    }
  }
  return starts;
}

/** A kept part of a file that trainers write whole is an older state of the same step, even before the new one has rows. */
const isReplacedWhole = ({ format }: IndexedFile) => formats.find(({ id }) => id === format)?.growth === "rewritten";

function drafts(files: readonly IndexedFile[]): Draft[] {
  const byKey = new Map<string, Draft>();
  const starts = laterStarts(files);
  for (const file of files) {
    const isKept = keptPart(file.path) !== null;
    for (const { step, segment, isSuperseded, rows } of stepsOf(file).steps) {
      const isReplaced = isKept && (isReplacedWhole(file) || step >= (starts.get(file) ?? Infinity));
      const staleBy = isReplaced ? "replaced" : isSuperseded ? "repeated" : null;
      const key = `${step}/${segment}`;
      const draft = byKey.get(key) ?? { step, segment, isKept, staleBy, parts: [], mtimeMs: 0 };
      byKey.set(key, draft);
      draft.parts.push({ file, rows });
      draft.mtimeMs = Math.max(draft.mtimeMs, file.mtimeMs);
    }
  }
  return [...byKey.values()];
}

/** Copying a folder changes times by little; a resume writes lower steps much later than the stale ones. */
const staleSlackMs = 1000;

/** Copying and unpacking write in the order of names (1, 10, 11, 2 …): then times say nothing about the training. */
function isCopied(list: readonly Draft[]): boolean {
  const byName = [...list].sort((a, b) => (String(a.step) < String(b.step) ? -1 : 1));
  const isNumeric = byName.every((draft, i) => i === 0 || draft.step > (byName[i - 1]?.step ?? 0));
  return !isNumeric && byName.every((draft, i) => i === 0 || draft.mtimeMs >= (byName[i - 1]?.mtimeMs ?? 0));
}

/**
 * Verl keeps the files of a dead branch: after a resume from step 20, the old `30.jsonl` is older than the new
 * `21.jsonl`. So a step is stale when some lower step was written after it.
 */
function markStale(list: readonly Draft[]): void {
  if (isCopied(list)) return;
  let latest = -Infinity;
  for (const draft of [...list].sort((a, b) => a.step - b.step)) {
    if (draft.parts.length > 0 && draft.mtimeMs + staleSlackMs < latest) draft.staleBy ??= "older-file";
    latest = Math.max(latest, draft.mtimeMs);
  }
}

/** The steps of one folder's files, newest first; of equal steps the later segment first. */
export function dumpFolder(
  path: string,
  phase: Phase,
  files: readonly IndexedFile[],
  stage: LaunchedStage | null = null,
): DumpFolder {
  const list = drafts(
    [...files].sort((a, b) => basename(a.path).localeCompare(basename(b.path), "en", { numeric: true })),
  );
  const isOneFilePerStep = list.length > 1 && files.length >= list.length;
  if (isOneFilePerStep) markStale(list.filter(({ isKept }) => !isKept));
  const steps: Step[] = list.map(({ step, segment, staleBy, parts }) => ({
    folder: path,
    phase,
    step,
    segment,
    staleBy,
    parts,
  }));
  return { path, stage, phase, steps: steps.sort((a, b) => b.step - a.step || b.segment - a.segment) };
}
