import { open, type FileHandle } from "node:fs/promises";
import { parquetMetadataAsync, type AsyncBuffer, type FileMetaData } from "hyparquet";

/** An open Parquet file; whoever opens it closes it. */
export interface OpenParquet {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly close: () => Promise<void>;
}

async function readSlice(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) throw new Error("the file ends too early");
    filled += bytesRead;
  }
  return bytes.buffer;
}

/** Opens a Parquet file and reads its footer. Throws when it is none, or what the file system throws. */
export async function openParquet(path: string): Promise<OpenParquet> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const file: AsyncBuffer = {
      byteLength: size,
      slice: (start, end = size) => readSlice(handle, Math.max(0, start), Math.min(end, size)),
    };
    return { file, metadata: await parquetMetadataAsync(file), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
