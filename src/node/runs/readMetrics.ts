import { formats } from "../../core/rollout/formats.js";
import type { MetricsRow } from "../../core/rollout/metricsRow.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Indexer } from "../index/indexer.js";

/** Points of a curve that are read; a longer file is thinned evenly. */
const maxPoints = 20_000;

/** The points of a metrics file in file order. Rows that cannot be read are left out; the tree counts them. */
export async function readMetrics(file: IndexedFile, index: Indexer): Promise<readonly MetricsRow[]> {
  const format = formats.find(({ id }) => id === file.format);
  if (format === undefined) return [];
  const every = Math.max(1, Math.ceil(file.columns.count / maxPoints));
  const points: MetricsRow[] = [];
  for (let row = 0; row < file.columns.count; row += every) {
    const read = await index.readUnit(file, row);
    const parsed = read.kind === "bytes" ? parseTolerant(read.bytes.toString("utf8")) : null;
    if (parsed?.ok !== true) continue;
    for (const one of format.readUnit(parsed.value)) if (one.kind === "metrics") points.push(one.metrics);
    if (format.unit === "file") break;
  }
  return points;
}
