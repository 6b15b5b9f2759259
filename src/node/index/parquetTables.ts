import { decompress as unpackZstd } from "fzstd";
import {
  flatten,
  parquetMetadata,
  parquetSchema,
  type ColumnMetaData,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  type PageHeader,
  type RowGroup,
  type SchemaTree,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { assembleNested } from "hyparquet/src/assemble.js";
import { parquetHeader, readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { maxUnitBytes } from "./indexLimits.js";
import { readFully } from "./readFully.js";
import type { OpenedTable, TableGroup, TableReader } from "./tableReader.js";
import { tableText } from "./tableText.js";

/** A footer names columns and groups; one of more bytes, or a group of more values, is no table of rollouts. */
const maxFooterBytes = 64 << 20;
const maxValues = 20_000_000;
/** Length of the footer in four bytes and `PAR1`. */
const tailBytes = 8;

const fits = (length: number): boolean => length >= 0 && length <= maxUnitBytes;

/** Decoders that are not led to take more memory than a unit may have by what a page says of itself. */
const bounded: Compressors = Object.fromEntries(
  Object.entries({
    ...compressors,
    ZSTD: (input: Uint8Array, length: number) => unpackZstd(input, new Uint8Array(length)),
  }).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (!fits(length)) throw new Error(`a page of ${length} bytes`);
      return unpack(input, length);
    },
  ]),
);

function readAt(fd: number, from: number, length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  if (readFully(fd, bytes, from) < length) throw new Error("the file ends too early");
  return bytes.buffer;
}

/** Null where the file has no footer. */
function readFooter(fd: number, size: number): FileMetaData | null {
  if (size < 4 + tailBytes) return null;
  const tail = Buffer.from(readAt(fd, size - tailBytes, tailBytes));
  if (tail.toString("latin1", 4) !== "PAR1") return null;
  const length = tail.readUInt32LE(0);
  if (length > maxFooterBytes || length > size - tailBytes - 4) throw new Error(`a footer of ${length} bytes`);
  return parquetMetadata(readAt(fd, size - tailBytes - length, length + tailBytes), { geoparquet: false });
}

function startOf({ dictionary_page_offset: dictionary, data_page_offset: data }: ColumnMetaData): number {
  const isFirst = dictionary !== undefined && dictionary > 0n && dictionary < data;
  return Number(isFirst ? dictionary : data);
}

function metaOf({ columns }: RowGroup): readonly ColumnMetaData[] {
  return columns.map(({ meta_data: meta }) => {
    if (meta === undefined) throw new Error("a column without metadata");
    return meta;
  });
}

function groupOf(group: RowGroup, size: number): TableGroup {
  const columns = metaOf(group);
  const offset = Math.min(...columns.map(startOf));
  const length = columns.reduce((sum, { total_uncompressed_size: bytes }) => sum + Number(bytes), 0);
  const rows = Number(group.num_rows);
  if (!(offset >= 4 && offset < size) || !(length > 0) || !(rows >= 0))
    throw new Error("a row group outside of the file");
  return { offset, length, rows };
}

/** Groups that have rows, in the order in which they stand in the file; two at one place are a lie. */
function groupsOf({ row_groups: groups }: FileMetaData, size: number): readonly TableGroup[] {
  const filled = groups.filter(({ num_rows: rows }) => rows > 0n);
  const found = filled.map(group => groupOf(group, size)).sort((a, b) => a.offset - b.offset);
  if (found.some(({ offset }, i) => offset === found[i + 1]?.offset)) throw new Error("row groups over one another");
  return found;
}

/** An empty value of a column's type. */
function emptyOf({ element, children }: SchemaTree): unknown {
  if (
    element.repetition_type === "REPEATED" ||
    element.converted_type === "LIST" ||
    element.logical_type?.type === "LIST"
  )
    return [];
  if (children.length > 0) return {};
  if (element.type === "BOOLEAN") return false;
  return element.type === "BYTE_ARRAY" || element.type === "FIXED_LEN_BYTE_ARRAY" ? "" : 0;
}

/** The library's types promise more than a file keeps. */
const isGiven = (value: unknown): boolean => value !== undefined;

const isCount = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= maxValues;

/** What a page lacks of its header would be read as a place that is none, and its decoder would not come to an end. */
function isWholeHeader({
  data_page_header: first,
  data_page_header_v2: second,
  compressed_page_size: size,
}: PageHeader) {
  if (first !== undefined) return isCount(first.num_values) && isGiven(first.encoding);
  if (second === undefined) return true;
  const { definition_levels_byte_length: definitions, repetition_levels_byte_length: repetitions } = second;
  const counts = [second.num_values, second.num_nulls, second.num_rows, definitions, repetitions];
  return counts.every(isCount) && definitions + repetitions <= size && isGiven(second.encoding);
}

/** Looks at the pages of a column before they are decoded: a few bytes can claim to be any number of values. */
function checkPages(bytes: ArrayBuffer): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  let values = 0;
  while (reader.offset < bytes.byteLength - 1) {
    const page = parquetHeader(reader);
    values += page.data_page_header?.num_values ?? page.data_page_header_v2?.num_values ?? 0;
    values += page.dictionary_page_header?.num_values ?? 0;
    const isBounded = fits(page.uncompressed_page_size) && fits(page.compressed_page_size);
    if (!isWholeHeader(page)) throw new Error("a page without a whole header");
    if (!isBounded || !(values >= 0 && values <= maxValues)) throw new Error("a page with too many values");
    reader.offset += page.compressed_page_size;
  }
}

function readChunk(fd: number, size: number, meta: ColumnMetaData, schema: SchemaTree, rows: number): DecodedArray {
  const start = startOf(meta);
  const length = Number(meta.total_compressed_size);
  if (!fits(length) || start < 4 || start + length > size) throw new Error("a column outside of the file");
  const bytes = readAt(fd, start, length);
  checkPages(bytes);
  const schemaPath = getTreePath(schema, meta.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error("a column without a type");
  const decoder = {
    ...meta,
    pathInSchema: meta.path_in_schema,
    element,
    schemaPath,
    compressors: bounded,
    parsers: DEFAULT_PARSERS,
  };
  const all = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
  return flatten(readColumn({ view: new DataView(bytes), offset: 0 }, all, decoder).data);
}

/** The values of a top-level column, nested ones put together. */
function assembled(column: SchemaTree, chunks: ReadonlyMap<string, DecodedArray>): DecodedArray {
  const { name } = column.element;
  const parts = new Map([...chunks].filter(([path]) => path === name || path.startsWith(`${name}.`)));
  if (column.children.length > 0) assembleNested(parts, column, DEFAULT_PARSERS);
  const values = parts.get(name);
  if (values === undefined) throw new Error(`no values of ${name}`);
  return values;
}

function decodeGroup(fd: number, size: number, metadata: FileMetaData, group: RowGroup): readonly unknown[] {
  const schema = parquetSchema(metadata);
  const rows = Number(group.num_rows);
  const columns = metaOf(group);
  const bytes = columns.reduce((sum, meta) => sum + Number(meta.total_uncompressed_size), 0);
  if (!fits(bytes) || rows > maxValues) throw new Error(`a row group of ${bytes} bytes`);
  const chunks = new Map(
    columns.map(meta => [meta.path_in_schema.join("."), readChunk(fd, size, meta, schema, rows)] as const),
  );
  const values = schema.children.map(column => [column.element.name, assembled(column, chunks)] as const);
  const wrong = values.find(([, list]) => list.length < rows);
  if (wrong !== undefined) throw new Error(`${wrong[0]} has ${wrong[1].length} of ${rows} values`);
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(values.map(([name, list]) => [name, list[row] as unknown])),
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An error of the file system, which is no fault of the bytes. */
const isSystemError = (error: unknown): boolean => error instanceof Error && "errno" in error;

/**
 * Parquet files as tables, through the synchronous parts of hyparquet: what its own reader adds is only to fetch the bytes of
 * columns. What a footer or a page says is checked before memory is taken for it.
 */
export const parquetTables: TableReader = {
  open(fd: number, size: number): OpenedTable {
    try {
      const metadata = readFooter(fd, size);
      if (metadata === null) return { kind: "torn" };
      const columns = parquetSchema(metadata).children;
      const skeleton = Object.fromEntries(columns.map(column => [column.element.name, emptyOf(column)]));
      return { kind: "table", skeleton, groups: groupsOf(metadata, size) };
    } catch (error) {
      if (isSystemError(error)) throw error;
      return { kind: "damaged", message: messageOf(error) };
    }
  },

  unit(fd: number, size: number, offset: number): Buffer {
    const metadata = readFooter(fd, size);
    const group = metadata?.row_groups.find(one => one.num_rows > 0n && groupOf(one, size).offset === offset);
    if (metadata === null || group === undefined) throw new Error("the row group is gone");
    return Buffer.from(tableText(decodeGroup(fd, size, metadata, group)));
  },
};
