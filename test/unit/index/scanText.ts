import { mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DumpFormat } from "../../../src/core/rollout/dumpFormat.js";
import { verlRollouts } from "../../../src/core/rollout/formats/verlRollouts.js";
import { ByteScan } from "../../../src/node/index/byteScan.js";
import { DumpScan } from "../../../src/node/index/dumpScan.js";
import type { RowColumns } from "../../../src/node/index/indexedFile.js";
import { RowColumnsView } from "../../../src/node/index/rowColumnsView.js";
import { newCounters } from "../../../src/node/index/scanCounters.js";

const scan = new ByteScan();

export interface Scanned {
  readonly columns: RowColumns;
  readonly dump: DumpScan;
}

/** Scans bytes that arrive in these pieces, each read to its end before the next is written; `between` runs after each. */
export function scanPieces(
  pieces: readonly (string | Uint8Array)[],
  format: DumpFormat = verlRollouts,
  between: () => void = () => undefined,
): Scanned {
  const folder = mkdtempSync(join(tmpdir(), "loupe-scan-"));
  const path = join(folder, "1.jsonl");
  const dump = new DumpScan(format, scan, newCounters());
  try {
    for (const piece of pieces) {
      writeFileSync(path, piece, { flag: "a" });
      const fd = openSync(path, "r");
      while (!dump.advance(fd, 1 << 20));
      closeSync(fd);
      between();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { columns: new RowColumnsView(dump.table), dump };
}

export const scanText = (text: string | Uint8Array, format?: DumpFormat): Scanned => scanPieces([text], format);
