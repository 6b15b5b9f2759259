import { join } from "node:path";
import { parquetReadObjects, parquetSchema, type FileMetaData } from "hyparquet";
import { isJsonObject } from "../../../core/dataset/jsonObject.js";
import { defaultDatasetLimits } from "../../dataset/datasetLimits.js";
import { openParquet, type OpenParquet } from "../../dataset/openParquet.js";
import { parquetImages } from "../../dataset/parquetImages.js";
import { plainValue } from "../../dataset/plainValue.js";
import { withoutColumns } from "../../dataset/withoutColumns.js";
import type { OpenedSource } from "../import/openedSource.js";
import type { TableRow } from "./tableRow.js";

type SchemaTree = ReturnType<typeof parquetSchema>;

const leaves = (tree: SchemaTree): readonly SchemaTree[] =>
  tree.children.length === 0 ? [tree] : tree.children.flatMap(leaves);

const keyOf = (path: readonly string[]): string => JSON.stringify(path);

/**
 * The table as if it had no image bytes, where something else of an image's struct stays: without that nobody could tell
 * how many images there are.
 */
function withoutBytes(metadata: FileMetaData): FileMetaData {
  const { isBytes } = parquetImages(metadata, undefined);
  const kept = leaves(parquetSchema(metadata)).filter(({ path }) => !isBytes(path));
  const structs = new Set(kept.map(({ path }) => keyOf(path.slice(0, -1))));
  return withoutColumns(metadata, path => path.length > 1 && isBytes(path) && structs.has(keyOf(path.slice(0, -1))));
}

/** The names of a Parquet file's columns; empty for a file that is none. */
export async function parquetColumns({ root }: OpenedSource, path: string): Promise<readonly string[]> {
  try {
    const { metadata, close } = await openParquet(join(root, path));
    await close();
    return parquetSchema(metadata).children.map(({ element }) => element.name);
  } catch {
    // Damage is told when the file is read.
    return [];
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

interface Group {
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly bytes: number;
}

function groupsOf(metadata: FileMetaData): readonly Group[] {
  let rowStart = 0;
  return metadata.row_groups.map(group => {
    const rowEnd = rowStart + Number(group.num_rows);
    const bytes = group.columns.reduce(
      (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    const located = { rowStart, rowEnd, bytes };
    rowStart = rowEnd;
    return located;
  });
}

async function* groupRows(file: OpenParquet["file"], metadata: FileMetaData, group: Group): AsyncGenerator<TableRow> {
  const { rowStart, rowEnd, bytes } = group;
  const fault = (detail: string): TableRow => ({
    kind: "fault",
    row: null,
    detail: `rows ${rowStart}–${rowEnd}: ${detail}`,
  });
  if (bytes > defaultDatasetLimits.maxRowGroupBytes) {
    yield fault(`${bytes} bytes to decode`);
    return;
  }
  let decoded: readonly unknown[];
  try {
    const { compressors } = await import("hyparquet-compressors");
    decoded = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
  } catch (error) {
    yield fault(messageOf(error));
    return;
  }
  for (const [index, record] of decoded.entries()) {
    const value = plainValue(record);
    if (isJsonObject(value)) yield { kind: "row", row: rowStart + index, value };
  }
}

/** Rows of a Parquet file, group by group, without ever decoding the images in it. Never rejects. */
export async function* parquetRows({ root }: OpenedSource, path: string): AsyncGenerator<TableRow> {
  let opened: OpenParquet;
  try {
    opened = await openParquet(join(root, path));
  } catch (error) {
    yield { kind: "fault", row: null, detail: messageOf(error) };
    return;
  }
  try {
    const metadata = withoutBytes(opened.metadata);
    for (const group of groupsOf(metadata)) yield* groupRows(opened.file, metadata, group);
  } finally {
    await opened.close();
  }
}
