import { randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import { dumpSpace } from "../../../core/evaluation/dumpSpace.js";
import type { EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import type { ForeignFormat, ForeignRow } from "../../../core/evaluation/import/foreignRow.js";
import { foreignVerdict } from "../../../core/evaluation/import/foreignVerdict.js";
import { disagrees, importedPrediction } from "../../../core/evaluation/import/importedPrediction.js";
import { type JoinedRow, joinRows, leastJoined } from "../../../core/evaluation/import/joinRows.js";
import { type RotationGroups, rotationGroups } from "../../../core/evaluation/import/rotationGroups.js";
import type { PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import type { VerdictRecord } from "../../../core/evaluation/verdictRecord.js";
import { rolloutLine } from "../../../core/evaluation/rolloutLine.js";
import { appendLines } from "../../benchmark/appendLines.js";
import { type ExportSource, readExportSource } from "../../benchmark/readExportSource.js";
import { textSha } from "../../benchmark/textSha.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { LineFile } from "../lineFile.js";
import { writeEvaluationRun, writeWhole } from "../readEvaluationRun.js";
import { dumpFile } from "../rolloutDump.js";
import { type ForeignFileRows, foreignFileRows } from "./foreignFileRows.js";
import { importedRun } from "./importedRun.js";
import type { ImportCounts, ImportOptions, ImportResult } from "./importResult.js";

const mostNamed = 1000;
const nameOf = ({ row, ownId, question }: ForeignRow): string =>
  `${row + 1}: ${(ownId ?? question ?? "").slice(0, 100)}`;

/** A row with its question, and the file that it comes from. */
interface PlacedRow extends JoinedRow {
  readonly file: string;
  readonly format: ForeignFormat;
}

/** All files together. */
interface Imported extends Pick<RotationGroups, "rotations" | "incomplete"> {
  readonly files: readonly ForeignFileRows[];
  readonly placed: readonly PlacedRow[];
  readonly unmatched: readonly ForeignRow[];
  /** Rows for which a question was found, those with them that are not taken. */
  readonly found: number;
}

function joinFiles(
  files: readonly ForeignFileRows[],
  { questions }: ExportSource,
  { rotations: wish }: ImportOptions,
): Imported {
  const placed: PlacedRow[] = [];
  const unmatched: ForeignRow[] = [];
  const sums = { rotations: 0, incomplete: 0, found: 0 };
  for (const { rows, file, format } of files) {
    const join = joinRows(rows, questions);
    const grouped = rotationGroups(join.joined, wish);
    for (const one of grouped.joined) placed.push({ ...one, file, format });
    for (const row of join.unmatched) unmatched.push(row);
    sums.rotations += grouped.rotations;
    sums.incomplete += grouped.incomplete;
    sums.found += join.joined.length;
  }
  return { files, placed: markDuplicates(placed), unmatched, ...sums };
}

/** How many of each there are, the most first. */
function modelsOf(placed: readonly PlacedRow[]): ImportCounts["models"] {
  const found = new Map<string, number>();
  for (const { row } of placed) if (row.model !== null) found.set(row.model, (found.get(row.model) ?? 0) + 1);
  return Array.from(found, ([name, rows]) => ({ name, rows })).sort((a, b) => b.rows - a.rows);
}

/** What the judges of the other programs held of open answers. */
function verdictsOf(
  placed: readonly PlacedRow[],
  predictions: readonly PredictionRecord[],
  { toolVersion, now }: ImportOptions,
): readonly VerdictRecord[] {
  const at = new Date(now()).toISOString();
  return predictions.flatMap((prediction, index) => {
    const from = placed[index];
    if (from === undefined) return [];
    const stamp = { id: `vd-${randomBytes(10).toString("hex")}`, harness: from.format, toolVersion, at, textSha };
    return foreignVerdict(prediction, from, stamp) ?? [];
  });
}

function countsOf(
  { files, placed, rotations, incomplete, found }: Imported,
  predictions: readonly PredictionRecord[],
  said: readonly VerdictRecord[],
): ImportCounts {
  const rows = files.reduce((sum, one) => sum + one.rows.length, 0);
  const flags: Record<string, number> = {};
  for (const { row } of placed) for (const flag of row.flags) flags[flag] = (flags[flag] ?? 0) + 1;
  const verdicts = predictions.flatMap((prediction, at) => {
    const from = placed[at];
    return from === undefined ? [] : (disagrees(prediction, from, from.format) ?? []);
  });
  const calls = predictions.flatMap(({ turns }) => turns.flatMap(({ tool }) => tool ?? []));
  return {
    ...{ rows, joined: placed.length, unmatched: rows - found, rotations, incomplete },
    damaged: files.reduce((sum, one) => sum + one.damaged, 0),
    duplicates: flags["duplicate"] ?? 0,
    ...{ compared: verdicts.length, disagreements: verdicts.filter(is => is).length },
    openVerdicts: said.length,
    ...{ zooms: calls.length, carriedOut: calls.filter(({ executed }) => executed !== null).length, flags },
    models: modelsOf(placed),
  };
}

/** The questions as they were asked, in the order of the benchmark; one with its options turned comes behind it. */
function askedQuestions(placed: readonly PlacedRow[], { questions }: ExportSource): readonly QuestionRecord[] {
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const found = new Map(placed.map(({ question }) => [question.id, question]));
  const placeOf = ({ id }: QuestionRecord): number => places.get(id) ?? places.get(id.replace(/-[^-]*$/, "")) ?? 0;
  return [...found.values()].sort((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1));
}

/** A later answer to the same question lies over the one before it, and both are kept. */
function markDuplicates(placed: readonly PlacedRow[]): readonly PlacedRow[] {
  const seen = new Set<string>();
  return placed.map(one => {
    const key = `${one.row.attempt}\n${one.question.id}`;
    const isAgain = seen.has(key);
    seen.add(key);
    return isAgain ? { ...one, row: { ...one.row, flags: [...one.row.flags, "duplicate"] } } : one;
  });
}

/** `loupe.json`: where questions and pages are, and in what boxes count where somebody zoomed. */
function loupeText(run: EvaluationRun, dataset: string): string {
  const { space, limits } = dumpSpace(run);
  const { factor, minPixels, maxPixels } = limits;
  const boxes = run.tools === null ? {} : { space, resize: { factor, minPixels, maxPixels } };
  const config = { datasets: ["questions.jsonl"], imageRoots: [resolve(dataset)], ...boxes };
  return `${JSON.stringify(config, null, 2)}\n`;
}

async function write(
  run: EvaluationRun,
  questions: readonly QuestionRecord[],
  predictions: readonly PredictionRecord[],
  { out, dataset }: ImportOptions,
): Promise<void> {
  const paths = evaluationPaths(out);
  await mkdir(paths.rollouts, { recursive: true });
  await writeWhole(paths.questions, questions.map(question => `${JSON.stringify(question)}\n`).join(""));
  const known = new Map(questions.map(question => [question.id, question]));
  const latest = new Map(predictions.map(one => [`${one.attempt}\n${one.question_id}`, one.id]));
  const options = { step: 0, space: dumpSpace(run), strategy: null };
  const [lines, dump] = [await LineFile.open(paths.predictions), await LineFile.open(dumpFile(out, 0))];
  try {
    await Promise.all(predictions.map(prediction => lines.add(prediction)));
    const last = predictions.filter(one => latest.get(`${one.attempt}\n${one.question_id}`) === one.id);
    await Promise.all(
      last.flatMap(one => {
        const question = known.get(one.question_id);
        return question === undefined || one.text === null ? [] : dump.add(rolloutLine(one, question, options));
      }),
    );
  } finally {
    await lines.close();
    await dump.close();
  }
  await writeWhole(paths.loupe, loupeText(run, dataset));
  // What makes the folder an evaluation comes last.
  await writeEvaluationRun(out, run);
}

async function isTaken(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

/** The answers of all files; a fault of one is all that is told. */
async function readFiles(options: ImportOptions): Promise<readonly ForeignFileRows[] | ImportResult> {
  const read: ForeignFileRows[] = [];
  for (const file of options.files) {
    if (options.signal.aborted) return { kind: "aborted" };
    const rows = await foreignFileRows(file, options);
    if (rows.kind === "fault") return rows;
    read.push(rows);
  }
  return read;
}

async function imported(options: ImportOptions): Promise<ImportResult> {
  const { dataset, out, signal, now } = options;
  if (await isTaken(out)) return { kind: "not-empty", path: out };
  const source = await readExportSource(dataset, signal);
  if (source.kind !== "source") return source;
  if (source.questions.length === 0) return { kind: "no-questions" };
  const files = await readFiles(options);
  if ("kind" in files) return files;
  const all = joinFiles(files, source, options);
  const questions = askedQuestions(all.placed, source);
  const formats = [...new Set(files.map(({ format }) => format))];
  const attempts = all.placed.reduce((most, { row }) => Math.max(most, row.attempt + 1), 1);
  const at = new Date(now()).toISOString();
  const runId = `run-${randomBytes(6).toString("hex")}`;
  const predictions = all.placed.map(one =>
    importedPrediction(one, { runId, harness: one.format, file: basename(one.file), at }),
  );
  const said = verdictsOf(all.placed, predictions, options);
  const counts = countsOf(all, predictions, said);
  const unmatched = all.unmatched.slice(0, mostNamed).map(nameOf);
  if (counts.rows === 0 || all.found < leastJoined * counts.rows) return { kind: "unjoined", counts, unmatched };
  const run = importedRun({ id: runId, source, questions, formats, attempts, counts }, options);
  await write(run, questions, predictions, options);
  if (options.takesVerdicts === true && said.length > 0) await appendLines(evaluationPaths(out).verdicts, said);
  return { kind: "imported", run, formats, counts, unmatched };
}

/**
 * Takes the results of another program over as an evaluation of a folder like any other: each answer is found its question,
 * read again by our rules and kept with the other program's verdict. Nothing is written unless nearly all rows are about
 * questions that are here.
 */
export async function importEvaluation(options: ImportOptions): Promise<ImportResult> {
  try {
    return await imported(options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    const path = "path" in error && typeof error.path === "string" ? error.path : options.out;
    return { kind: "unreadable", path, reason: error.message };
  }
}
