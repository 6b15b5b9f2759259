import type { Question } from "../../core/dataset/question.js";
import { askedText } from "../../core/launch/askedText.js";
import type { DataMeasure } from "../../core/launch/dataMeasure.js";
import type { DatasetShape } from "../../core/launch/datasetInfo.js";
import type { MeasuredSftRow } from "../../core/launch/sftDataFindings.js";
import { readSftRow, sftShape, type SftRow } from "../../core/launch/sftRow.js";
import { textTokens } from "../../core/launch/textTokens.js";
import { defaultDatasetLimits } from "../dataset/datasetLimits.js";
import { readDataset } from "../dataset/readDataset.js";
import type { DataMeasured } from "./measuredData.js";
import { PageSizes } from "./pageSizes.js";

/** Files that are looked at at once. */
const parallel = 16;

/** What to count; paths are absolute, here. */
export interface DataToMeasure {
  readonly train: string;
  readonly images: string | null;
  readonly isSft: boolean;
}

interface NumberedRow {
  readonly row: SftRow;
  /** Its place in the file, from 0. */
  readonly at: number;
}

/** The rows of supervised data while they are read: the first one of a known shape says how all are written. */
class SftRows {
  shape: DatasetShape | null = null;
  readonly rows: NumberedRow[] = [];

  take(record: unknown, at: number): void {
    this.shape ??= sftShape(record);
    if (this.shape !== null) this.rows.push({ row: readSftRow(record, this.shape), at });
  }
}

async function mapInTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += parallel)
    results.push(...(await Promise.all(items.slice(at, at + parallel).map(work))));
  return results;
}

async function measureOf(question: Question, sizes: PageSizes): Promise<DataMeasure> {
  const { image, taskKind, targets, expectedZooms } = question;
  return {
    taskKind,
    page: image === null ? null : await sizes.of(image),
    hasPage: image !== null,
    text: textTokens(question.prompt ?? question.question ?? ""),
    targets: targets?.map(({ box }) => box) ?? null,
    expectedZooms,
  };
}

/** An image without a path is bytes inside the data. */
async function withSizes({ row, at }: NumberedRow, file: string, sizes: PageSizes): Promise<MeasuredSftRow> {
  const found = row.images.map((path, index) =>
    path === null ? sizes.of({ kind: "parquet", file, row: at, index, path }) : sizes.ofPath(path),
  );
  return { ...row, sizes: await Promise.all(found) };
}

function firstQuestionsOf(questions: readonly Question[]): ReadonlyMap<string | null, string> {
  const found = new Map<string | null, string>();
  for (const question of questions) {
    if (found.has(question.taskKind)) continue;
    const text = askedText(question);
    if (text !== null) found.set(question.taskKind, text);
  }
  return found;
}

/**
 * Reads the training data of a configuration and measures every question: size of its page, tokens of its text, targets;
 * for supervised data each row as LLaMA-Factory will take it. Never rejects: what cannot be read is a value.
 */
export async function measureData({ train, images, isSft }: DataToMeasure): Promise<DataMeasured> {
  const sft = new SftRows();
  const look = isSft ? (record: unknown, row: number) => sft.take(record, row) : null;
  const read = await readDataset(train, {}, defaultDatasetLimits, look);
  if (read.kind === "unread") return { kind: "unread", reason: read.reason };
  const sizes = new PageSizes(train, images);
  const measures = await mapInTurns(read.questions, question => measureOf(question, sizes));
  const { shape, rows } = sft;
  const sized = await mapInTurns(rows, row => withSizes(row, train, sizes));
  const hasPageFiles = read.questions.some(({ image }) => image?.kind === "path");
  return {
    kind: "measured",
    data: {
      measures,
      firstQuestions: firstQuestionsOf(read.questions),
      sft: shape === null ? null : { shape, rows: sized },
      hasPageFiles,
      damaged: read.problemCount,
      isCut: read.isCut,
    },
  };
}
