import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { readLoupeConfig } from "../../core/dataset/loupeConfig.js";

/** A larger loupe.json is not one. */
const maxBytes = 4 * 1024 * 1024;

function readColumns(path: string): ColumnNames | null {
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > maxBytes) return null;
    return readLoupeConfig(readFileSync(path, "utf8")).config.columns ?? {};
  } catch {
    return null; // None there, or none that may be read: the next folder upwards may have one.
  }
}

/** The columns that the nearest loupe.json maps, from a file's folder up to its root; none where there is no such file. */
export function columnMapping(path: string, root: string): ColumnNames {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const columns = readColumns(join(folder, "loupe.json"));
    if (columns !== null) return columns;
    if (folder === root || dirname(folder) === folder) return {};
  }
}
