import { parquetReadObjects, type FileMetaData } from "hyparquet";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import type { Question } from "../../core/dataset/question.js";
import type { DatasetLimits } from "./datasetLimits.js";
import { openParquet, type OpenParquet } from "./openParquet.js";
import { parquetImages } from "./parquetImages.js";
import { plainValue } from "./plainValue.js";
import type { QuestionCollector } from "./questionCollector.js";
import { withoutColumns } from "./withoutColumns.js";

/** Top-level columns that a question may be read from, besides the mapped ones. */
const usedColumns = [
  ["prompt", "question", "answer", "ground_truth", "reward_model", "extra_info", "messages", "conversations"],
  ["instruction", "input", "output", "options", "marks", "expected_zooms", "task", "task_kind"],
  ["id", "question_id", "sample_id", "image", "image_path", "images", "targets", "gt_boxes"],
  ["width", "height", "image_width", "image_height", "image_size", "page_size"],
].flat();

function columnsToRead(metadata: FileMetaData, columns: ColumnNames): string[] {
  const mapped = Object.values(columns).flatMap((name: string | undefined) =>
    name === undefined ? [] : [name, name.split(".")[0]],
  );
  const wanted = new Set<string | undefined>([...usedColumns, ...mapped]);
  const present = new Set(metadata.row_groups[0]?.columns.map(({ meta_data }) => meta_data?.path_in_schema[0]));
  return [...present].filter(name => name !== undefined && wanted.has(name)).map(String);
}

/** Uncompressed bytes of the columns that one row group makes us decode. */
function groupBytes(group: FileMetaData["row_groups"][number], columns: readonly string[]): number {
  return group.columns
    .filter(({ meta_data }) => columns.includes(meta_data?.path_in_schema[0] ?? ""))
    .reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0);
}

/** The image of a row whose file holds image bytes; a row without any element has none. */
function withBytes(question: Question, file: string, row: number, listed: unknown): Question {
  if (Array.isArray(listed) && listed.length === 0) return question;
  const path = question.image?.kind === "path" ? question.image.path : null;
  return { ...question, image: { kind: "parquet", file, row, index: 0, path } };
}

interface Group {
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly bytes: number;
}

function groupsOf(metadata: FileMetaData, columns: readonly string[]): readonly Group[] {
  let rowStart = 0;
  return metadata.row_groups.map(group => {
    const rowEnd = rowStart + Number(group.num_rows);
    const located = { rowStart, rowEnd, bytes: groupBytes(group, columns) };
    rowStart = rowEnd;
    return located;
  });
}

type Records = Pick<OpenParquet, "file" | "metadata">;

async function decodeGroup({ file, metadata }: Records, group: Group, columns: string[]): Promise<readonly unknown[]> {
  const { compressors } = await import("hyparquet-compressors");
  const { rowStart, rowEnd } = group;
  return parquetReadObjects({ file, metadata, compressors, columns, rowStart, rowEnd });
}

/** Adds the rows of one group; one that cannot be decoded is a problem over all its rows, and the others are kept. */
async function addGroup(
  group: Group,
  maxBytes: number,
  collector: QuestionCollector,
  decode: () => Promise<readonly unknown[]>,
  add: (record: unknown, row: number) => void,
): Promise<void> {
  const fail = (message: string): void => {
    const { rowStart: row, rowEnd } = group;
    collector.addProblem({ row, rows: rowEnd - row, byteOffset: null, reason: { code: "undecodable", message } });
  };
  if (group.bytes > maxBytes) {
    fail(`${group.bytes} > ${maxBytes} bytes`);
    return;
  }
  try {
    (await decode()).forEach((record, index) => {
      add(record, group.rowStart + index);
    });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads verl's training data (formats.md 1.9) row group by row group, without ever reading the image bytes. Throws when
 * the file is no Parquet or cannot be read.
 */
export async function readParquetDataset(
  path: string,
  columns: ColumnNames,
  limits: DatasetLimits,
  collector: QuestionCollector,
): Promise<void> {
  const { file, metadata: whole, close } = await openParquet(path);
  try {
    const images = parquetImages(whole, columns.image);
    const metadata = withoutColumns(whole, images.isBytes);
    const names = columnsToRead(metadata, columns);
    const add = (record: unknown, row: number): void => {
      const plain = plainValue(record);
      const listed = isJsonObject(plain) && images.column !== null ? plain[images.column] : null;
      const finish = (question: Question): Question =>
        images.column === null ? question : withBytes(question, path, row, listed);
      collector.addRecord(plain, row, null, finish);
    };
    for (const group of groupsOf(metadata, names)) {
      if (collector.isFull) return;
      await addGroup(
        group,
        limits.maxRowGroupBytes,
        collector,
        () => decodeGroup({ file, metadata }, group, names),
        add,
      );
    }
  } finally {
    await close();
  }
}
