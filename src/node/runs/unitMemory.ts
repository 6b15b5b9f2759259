import type { ReadUnit } from "./readRow.js";
import type { Row } from "./rowsOf.js";

/** Bytes of the units whose rows are kept, whatever their rows take in memory; the last unit is always kept. */
const keptBytes = 32 << 20;

interface Kept {
  readonly unit: ReadUnit;
  readonly generation: number;
  readonly bytes: number;
}

/** The rows of the units that were read last, so that a unit of many rows is not parsed again for each of them. */
export class UnitMemory {
  private readonly units = new Map<string, Kept>();
  private bytes = 0;

  /** Undefined where the row's unit was not read, or has changed since. */
  find({ file, row }: Row): ReadUnit | undefined {
    const found = this.units.get(keyOf(file.path, file.columns.offsetOf(row)));
    return found?.generation === file.generation ? found.unit : undefined;
  }

  /** Keeps a unit of several rows; one of a single row is its row's own matter. */
  keep({ file, row }: Row, unit: ReadUnit): void {
    if (unit.rows.length < 2) return;
    const key = keyOf(file.path, file.columns.offsetOf(row));
    this.drop(key);
    const bytes = file.columns.lengthOf(row);
    this.units.set(key, { unit, generation: file.generation, bytes });
    this.bytes += bytes;
    for (const oldest of this.units.keys()) {
      if (this.bytes <= keptBytes || oldest === key) break;
      this.drop(oldest);
    }
  }

  forget(): void {
    this.units.clear();
    this.bytes = 0;
  }

  private drop(key: string): void {
    this.bytes -= this.units.get(key)?.bytes ?? 0;
    this.units.delete(key);
  }
}

const keyOf = (path: string, offset: number): string => `${offset} ${path}`;
