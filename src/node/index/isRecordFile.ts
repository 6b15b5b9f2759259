import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { notesFile } from "../../core/notes/notesFile.js";
import { isOwnFile } from "../benchmark/isOwnFile.js";
import { exportManifestName } from "../benchmark/exportFolder.js";
import { evaluationPaths } from "../evaluation/evaluationPaths.js";

const evaluationNames = new Set(Object.values<string>({ ...evaluationPaths("") }).map(path => basename(path)));

const isBenchmark = (names: readonly string[]): boolean =>
  names.includes("benchmark.json") ||
  (names.includes("pages.jsonl") && (names.includes("problems.jsonl") || names.includes("questions.jsonl")));

/** An import of question sets alone brings no pages, and problems under its own name. */
const hasSets = (names: readonly string[]): boolean =>
  isBenchmark(names) || names.some(name => /^problems(?:\.[^/]+)?\.jsonl$/.test(name));

/** What an export of distilled traces has beside its rows. */
const isDistilled = (names: readonly string[]): boolean =>
  names.includes("traces.jsonl") && names.includes(exportManifestName);
const distilledName = /^(?:traces\.jsonl|dataset_info\.json|distilled_sft_[rs]\.jsonl?)$/;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // then nothing says that its files are ours
  }
}

/**
 * Which files of a folder are records of a benchmark, of an evaluation or of distilled traces, and no rollouts. They are
 * called so in such a folder only: elsewhere their names say nothing. `names`: those of the folder's files.
 */
export function isRecordFile(folder: string, names: readonly string[]): (name: string) => boolean {
  const isRecord = recordsOf(folder, names);
  // Notes lie beside any run.
  return names.includes(notesFile) ? name => name === notesFile || isRecord(name) : isRecord;
}

function recordsOf(folder: string, names: readonly string[]): (name: string) => boolean {
  if (names.includes("evaluation.json")) return name => evaluationNames.has(name);
  if (isBenchmark(names)) return isOwnFile;
  if (isDistilled(names)) return name => name === exportManifestName || distilledName.test(name);
  if (basename(folder) === "sets" && hasSets(namesIn(dirname(folder)))) return name => isOwnFile(`sets/${name}`);
  if (hasSets(names)) return name => isOwnFile(name) && name.startsWith("problems.");
  return () => false;
}
