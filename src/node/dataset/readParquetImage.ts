import { parquetReadObjects, type FileMetaData } from "hyparquet";
import { isJsonObject } from "../../core/dataset/jsonObject.js";
import { openParquet } from "./openParquet.js";
import { parquetImages } from "./parquetImages.js";

export type ParquetImage =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" }
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "unreadable"; readonly message: string };

function bytesAt(value: unknown, index: number): Uint8Array | null {
  const element: unknown = Array.isArray(value) ? value[index] : index === 0 ? value : null;
  const bytes = isJsonObject(element) ? element["bytes"] : element;
  return bytes instanceof Uint8Array && bytes.length > 0 ? bytes : null;
}

/** Bytes that reading one row makes us decode; with an offset index only the pages of the row are read. */
function wholeChunkBytes(group: FileMetaData["row_groups"][number] | undefined, column: string): number {
  return (group?.columns ?? [])
    .filter(chunk => chunk.meta_data?.path_in_schema[0] === column && chunk.offset_index_offset === undefined)
    .reduce((sum, chunk) => sum + Number(chunk.meta_data?.total_uncompressed_size ?? 0), 0);
}

async function readRow(path: string, row: number, index: number, mapped: string | undefined, maxBytes: number) {
  const { file, metadata, close } = await openParquet(path);
  try {
    const { column } = parquetImages(metadata, mapped);
    if (column === null || row < 0 || row >= Number(metadata.num_rows)) return { kind: "absent" } as const;
    let start = 0;
    const group = metadata.row_groups.find(({ num_rows }) => row < (start += Number(num_rows)));
    const size = wholeChunkBytes(group, column);
    if (size > maxBytes) return { kind: "too-large", bytes: size } as const;
    const { compressors } = await import("hyparquet-compressors");
    const range = { columns: [column], rowStart: row, rowEnd: row + 1, utf8: false, useOffsetIndex: true };
    const [record] = await parquetReadObjects({ file, metadata, compressors, ...range });
    const bytes = bytesAt((record as Record<string, unknown> | undefined)?.[column], index);
    return bytes === null ? ({ kind: "absent" } as const) : ({ kind: "bytes", bytes } as const);
  } finally {
    await close();
  }
}

/**
 * Reads the image bytes of one row of a Parquet dataset. `maxBytes` bounds the column chunk that has to be decoded for it
 * (uncompressed). Never throws.
 */
export async function readParquetImage(
  path: string,
  row: number,
  index: number,
  mapped: string | undefined,
  maxBytes: number,
): Promise<ParquetImage> {
  try {
    return await readRow(path, row, index, mapped, maxBytes);
  } catch (error) {
    return { kind: "unreadable", message: error instanceof Error ? error.message : String(error) };
  }
}
