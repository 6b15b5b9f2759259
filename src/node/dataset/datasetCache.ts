import { stat } from "node:fs/promises";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import type { DatasetRead } from "./datasetRead.js";
import { defaultDatasetLimits, type DatasetLimits } from "./datasetLimits.js";
import { readDataset } from "./readDataset.js";

interface Entry {
  /** What the file looked like when reading began. */
  readonly stamp: string;
  readonly read: Promise<DatasetRead>;
}

async function stampOf(path: string, columns: ColumnNames): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return JSON.stringify([size, mtimeMs, ino, columns]);
  } catch {
    // The reader itself says what is wrong; a file that comes back has another stamp.
    return JSON.stringify(["missing", columns]);
  }
}

/** Keeps datasets that were read, and reads a file again once its size, time or inode (or the mapping) has changed. */
export class DatasetCache {
  private readonly entries = new Map<string, Entry>();
  private readonly limits: DatasetLimits;

  constructor(limits: DatasetLimits = defaultDatasetLimits) {
    this.limits = limits;
  }

  /** The dataset as the file is now. The same promise, and so the same value, while nothing has changed. */
  async get(path: string, columns: ColumnNames = {}): Promise<DatasetRead> {
    const stamp = await stampOf(path, columns);
    const known = this.entries.get(path);
    if (known?.stamp === stamp) return known.read;
    const read = readDataset(path, columns, this.limits);
    this.entries.set(path, { stamp, read });
    return read;
  }
}
