import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { QuestionRecord } from "../../../core/benchmark/questionRecord.js";
import { splitNames } from "../../../core/benchmark/pageRecord.js";
import { taskKinds } from "../../../core/benchmark/taskKinds.js";
import { dumpSpace } from "../../../core/evaluation/dumpSpace.js";
import type { EvaluationInput, EvaluationRun } from "../../../core/evaluation/evaluationRun.js";
import { familyOf } from "../../../core/evaluation/familyOf.js";
import type { ForeignFormat, ForeignRow } from "../../../core/evaluation/import/foreignRow.js";
import { disagrees, importedPrediction } from "../../../core/evaluation/import/importedPrediction.js";
import { type JoinedRow, joinRows, leastJoined } from "../../../core/evaluation/import/joinRows.js";
import { foreignFormatOf, type PredictionMapping, readForeign } from "../../../core/evaluation/import/readForeign.js";
import type { PredictionRecord } from "../../../core/evaluation/predictionRecord.js";
import { rolloutLine } from "../../../core/evaluation/rolloutLine.js";
import { type ExportSource, readExportSource } from "../../benchmark/readExportSource.js";
import { evaluationPaths } from "../evaluationPaths.js";
import { LineFile } from "../lineFile.js";
import { writeEvaluationRun, writeWhole } from "../readEvaluationRun.js";
import { dumpFile } from "../rolloutDump.js";
import { type ForeignFault, foreignRecords } from "./foreignRecords.js";

export interface ImportOptions {
  readonly files: readonly string[];
  /** The folder of the benchmark whose questions were asked. */
  readonly dataset: string;
  readonly out: string;
  readonly name: string;
  readonly model: string;
  readonly input: EvaluationInput;
  /** Null: as each file's rows look. */
  readonly format: ForeignFormat | null;
  readonly mapping: PredictionMapping | null;
  readonly toolVersion: string;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

export interface ImportCounts {
  readonly rows: number;
  readonly joined: number;
  readonly unmatched: number;
  /** Rows that repeat a question with its options in another order. */
  readonly rotations: number;
  /** Lines that are no records. */
  readonly damaged: number;
  /** Answers to a question that another row answers too: the last one holds. */
  readonly duplicates: number;
  /** Where our rules and the other program both say something: how often, and how often not the same. */
  readonly compared: number;
  readonly disagreements: number;
  readonly flags: Readonly<Record<string, number>>;
}

export type ImportResult =
  | {
      readonly kind: "imported";
      readonly run: EvaluationRun;
      readonly formats: readonly ForeignFormat[];
      readonly counts: ImportCounts;
      /** Rows that are about no question here, the first of them: number and what they say of themselves. */
      readonly unmatched: readonly string[];
    }
  | { readonly kind: "fault"; readonly file: string; readonly code: ForeignFault | "unknown-format" }
  /** Too few rows have a question here: it is another dataset, or another version of it. */
  | { readonly kind: "unjoined"; readonly counts: ImportCounts; readonly unmatched: readonly string[] }
  | { readonly kind: "not-empty"; readonly path: string }
  | { readonly kind: "no-questions" }
  | { readonly kind: "not-built" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

interface FileRows {
  readonly file: string;
  readonly format: ForeignFormat;
  readonly rows: readonly ForeignRow[];
  readonly rotations: number;
  readonly damaged: number;
}

type Fault = Extract<ImportResult, { kind: "fault" }>;

async function rowsOf(file: string, { format, mapping }: ImportOptions): Promise<FileRows | Fault> {
  const read = await foreignRecords(file);
  if (read.kind === "fault") return { ...read, file };
  const [first] = read.records;
  const found = format ?? (mapping === null ? (first === undefined ? null : foreignFormatOf(first)) : "mapped");
  if (found === null) return { kind: "fault", file, code: "unknown-format" };
  const rows: ForeignRow[] = [];
  let rotations = 0;
  for (const [at, record] of read.records.entries()) {
    const answers = readForeign(found, record, at, mapping);
    if (answers.length === 0) rotations++;
    // Where rows say not what they are about, the name of their file may.
    for (const row of answers) rows.push(row.about === null ? { ...row, about: basename(file) } : row);
  }
  return { file, format: found, rows, rotations, damaged: read.damaged };
}

const mostNamed = 1000;
const nameOf = ({ row, ownId, question }: ForeignRow): string =>
  `${row + 1}: ${(ownId ?? question ?? "").slice(0, 100)}`;

function countsOf(
  files: readonly FileRows[],
  joined: readonly JoinedRow[],
  all: readonly PredictionRecord[],
): ImportCounts {
  const rows = files.reduce((sum, one) => sum + one.rows.length, 0);
  const flags: Record<string, number> = {};
  for (const { imported } of all) for (const flag of imported?.flags ?? []) flags[flag] = (flags[flag] ?? 0) + 1;
  const verdicts = all.flatMap((prediction, at) => {
    const from = joined[at];
    return from === undefined ? [] : (disagrees(prediction, from) ?? []);
  });
  return {
    ...{ rows, joined: joined.length, unmatched: rows - joined.length },
    rotations: files.reduce((sum, one) => sum + one.rotations, 0),
    damaged: files.reduce((sum, one) => sum + one.damaged, 0),
    duplicates: flags["duplicate"] ?? 0,
    ...{ compared: verdicts.length, disagreements: verdicts.filter(is => is).length, flags },
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function runOf(
  source: ExportSource,
  questions: readonly QuestionRecord[],
  files: readonly FileRows[],
  attempts: number,
  options: ImportOptions,
): EvaluationRun {
  const { dataset, name, model, input, toolVersion, now } = options;
  const at = new Date(now()).toISOString();
  const ids = sha256(questions.map(({ id }) => `${id}\n`).join(""));
  return {
    ...{ v: 1, kind: "run", id: `run-${randomBytes(6).toString("hex")}`, name },
    dataset: {
      ...{ folder: resolve(dataset), id: source.manifest?.id ?? null, questions_sha256: source.questionsSha },
      reviews_sha256: source.reviewsSha,
      splits: splitNames.filter(split => questions.some(one => one.split === split)),
      tasks: taskKinds.filter(task => questions.some(one => one.task === task)),
      ...{ questions: questions.length, question_ids_sha256: ids },
    },
    model: {
      ...{ requested: model, returned: [], family: familyOf(model).id, endpoint_host: "" },
      ...{ server: null, provider: null, checkpoint: null },
    },
    ...{ input, use: "answer", boxes: familyOf(model).boxes.value, prompts: {}, tools: null, shard: null },
    image: {
      ...{ max_side: null, max_pixels: null, min_pixels: null, multiple: null, mime: "image/png", quality: null },
      ...{ detail: null, marks_drawn: true, shown: "second" },
    },
    sampling: {
      ...{ temperature: null, top_p: null, seed: null, max_tokens: null, reasoning_effort: null, n: attempts },
      extra: {},
    },
    imported: {
      harness: [...new Set(files.map(({ format }) => format))].join(", "),
      files: files.map(({ file }) => basename(file)),
    },
    ...{ started: at, ended: at, tool_version: toolVersion },
  };
}

/** A later answer to the same question lies over the one before it, and both are kept. */
function markDuplicates(joined: readonly JoinedRow[]): readonly JoinedRow[] {
  const seen = new Set<string>();
  return joined.map(one => {
    const key = `${one.row.attempt}\n${one.question.id}`;
    const isAgain = seen.has(key);
    seen.add(key);
    return isAgain ? { ...one, row: { ...one.row, flags: [...one.row.flags, "duplicate"] } } : one;
  });
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
  const config = { datasets: ["questions.jsonl"], imageRoots: [resolve(dataset)] };
  await writeWhole(paths.loupe, `${JSON.stringify(config, null, 2)}\n`);
  // What makes the folder an evaluation comes last.
  await writeEvaluationRun(out, run);
}

async function isTaken(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

async function imported(options: ImportOptions): Promise<ImportResult> {
  const { files, dataset, out, signal, now } = options;
  if (await isTaken(out)) return { kind: "not-empty", path: out };
  const source = await readExportSource(dataset, signal);
  if (source.kind !== "source") return source;
  if (source.questions.length === 0) return { kind: "no-questions" };
  const read: FileRows[] = [];
  for (const file of files) {
    if (signal.aborted) return { kind: "aborted" };
    const rows = await rowsOf(file, options);
    if ("kind" in rows) return rows;
    read.push(rows);
  }
  const byFile = read.map(({ rows }) => joinRows(rows, source.questions));
  const joined = markDuplicates(byFile.flatMap(one => one.joined));
  const asked = new Set(joined.map(({ question }) => question.id));
  const questions = source.questions.filter(({ id }) => asked.has(id));
  const attempts = joined.reduce((most, { row }) => Math.max(most, row.attempt + 1), 1);
  const run = runOf(source, questions, read, attempts, options);
  const at = new Date(now()).toISOString();
  const places = byFile.flatMap((one, index) => one.joined.map(() => read[index]));
  const predictions = joined.map((one, index) => {
    const { file = "", format = "mapped" } = places[index] ?? {};
    return importedPrediction(one, { runId: run.id, harness: format, file: basename(file), at });
  });
  const counts = countsOf(read, joined, predictions);
  const unmatched = byFile
    .flatMap(one => one.unmatched)
    .slice(0, mostNamed)
    .map(nameOf);
  if (counts.rows === 0 || counts.joined < leastJoined * counts.rows) return { kind: "unjoined", counts, unmatched };
  await write(run, questions, predictions, options);
  return { kind: "imported", run, formats: [...new Set(read.map(({ format }) => format))], counts, unmatched };
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
