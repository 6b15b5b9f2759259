import type { TableReader } from "./tableReader.js";

/** Loads the reader when the first table is met: most windows never see one. */
export class LazyTables {
  reader: TableReader | null = null;

  async load(): Promise<TableReader> {
    return (this.reader ??= (await import("./parquetTables.js")).parquetTables);
  }
}
