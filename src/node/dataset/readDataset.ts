import { open, stat } from "node:fs/promises";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { sniffBytes, type SniffedReason } from "../../core/rollout/sniffBytes.js";
import { defaultDatasetLimits, type DatasetLimits } from "./datasetLimits.js";
import type { DatasetRead, DatasetUnread } from "./datasetRead.js";
import { QuestionCollector, type RecordLook } from "./questionCollector.js";
import { readJsonDataset } from "./readJsonDataset.js";
import { readParquetDataset } from "./readParquetDataset.js";

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function failure(error: unknown): DatasetUnread {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return { code: "gone" };
  if (code === "EACCES" || code === "EPERM") return { code: "denied" };
  return { code: "unreadable", message: error instanceof Error ? error.message : String(error) };
}

async function read(
  path: string,
  columns: ColumnNames,
  limits: DatasetLimits,
  look: RecordLook | null,
): Promise<DatasetRead> {
  const unread = (reason: DatasetUnread): DatasetRead => ({ kind: "unread", path, reason });
  const found = await stat(path);
  // Opening a pipe or a device could block for ever.
  if (!found.isFile()) return unread({ code: "not-a-file" });
  const sniffed = sniffBytes(await firstBytes(path));
  const collector = new QuestionCollector(columns, limits, look);
  if (sniffed?.code === "parquet") {
    await readParquetDataset(path, columns, limits, collector);
    return collector.result(path);
  }
  if (sniffed !== null) return unread(datasetReason(sniffed.code));
  const { tooLarge } = await readJsonDataset(path, found.size, limits, collector);
  return tooLarge
    ? unread({ code: "too-large", bytes: found.size, limit: limits.maxJsonBytes })
    : collector.result(path);
}

/** What a dataset is in fewer words: of an archive or a pickle, whatever wrote it, nothing is read. */
function datasetReason(code: Exclude<SniffedReason["code"], "parquet">): DatasetUnread {
  switch (code) {
    case "torch":
      return { code: "pickle" };
    case "inspect-log":
      return { code: "zip" };
    case "wandb":
      return { code: "unreadable", message: "a run of Weights & Biases" };
    case "empty":
    case "lfs-pointer":
    case "zip":
    case "pickle":
      return { code };
  }
}

/**
 * Reads a dataset of any known kind, told by its content: JSONL records (benchmark.md 2.1), verl's Parquet or JSON,
 * LLaMA-Factory's sharegpt or alpaca JSON. Never throws: failures are values.
 */
export async function readDataset(
  path: string,
  columns: ColumnNames = {},
  limits: DatasetLimits = defaultDatasetLimits,
  look: RecordLook | null = null,
): Promise<DatasetRead> {
  try {
    return await read(path, columns, limits, look);
  } catch (error) {
    return { kind: "unread", path, reason: failure(error) };
  }
}
