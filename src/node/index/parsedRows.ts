import { readSync } from "node:fs";
import type { DumpFormat, RowRead } from "../../core/rollout/dumpFormat.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import { maxWholeFileBytes } from "./indexLimits.js";
import { RowTable } from "./rowTable.js";
import type { ScanCounters } from "./scanCounters.js";
import { numberCode } from "./scalarReader.js";

function readText(fd: number, offset: number, length: number, counters: ScanCounters): string {
  const bytes = Buffer.allocUnsafe(length);
  const read = length === 0 ? 0 : readSync(fd, bytes, 0, length, offset);
  counters.jsonParses++;
  counters.bytesDecoded += read;
  return bytes.toString("utf8", 0, read);
}

const stepOf = (row: RowRead | undefined): number | null => (row?.kind === "metrics" ? row.metrics.step : null);

/**
 * Parses the rows of a table from `from` on, where the format says nothing of them to the scan (metrics: few and short),
 * and sets their steps.
 */
export function parseScannedRows(
  fd: number,
  format: DumpFormat,
  table: RowTable,
  from: number,
  counters: ScanCounters,
): void {
  for (let row = from; row < table.count; row++) {
    if (table.isMalformed(row)) continue;
    const length = table.lengthOf(row);
    if (length > maxWholeFileBytes) continue;
    const parsed = parseTolerant(readText(fd, table.offsetOf(row), length, counters));
    const read = parsed.ok ? format.readUnit(parsed.value)[0] : undefined;
    if (!parsed.ok) table.markMalformed(row, { code: "not-json" });
    else if (read?.kind === "malformed") table.markMalformed(row, read.reason);
    else table.setStep(row, stepOf(read));
  }
}

/** The rows of a file that is one value. Null while it is no whole value: it is being written. */
export function parseWholeFile(fd: number, format: DumpFormat, size: number, counters: ScanCounters): RowTable | null {
  const parsed = parseTolerant(readText(fd, 0, size, counters));
  if (!parsed.ok) return null;
  const table = new RowTable();
  for (const row of format.readUnit(parsed.value)) {
    if (row.kind === "malformed") table.addMalformed(0, size, row.reason);
    else table.add({ ...noRow, length: size, step: stepOf(row) ?? NaN });
  }
  return table;
}

const noRow = {
  offset: 0,
  scoreCode: numberCode.absent,
  score: NaN,
  hasGroup: false,
  groupLow: 0,
  groupHigh: 0,
  responseBytes: 0,
  callOpenings: 0,
} as const;
