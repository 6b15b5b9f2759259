import { formats } from "../../core/rollout/formats.js";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { metricsSeries } from "../../core/rollout/metricsSeries.js";
import type { MetricsRow } from "../../core/rollout/metricsRow.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { MetricsFile } from "../../protocol/metricsFile.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Indexer } from "../index/indexer.js";
import { unitProblem } from "./unitProblem.js";
import { unreadProblem } from "./unreadProblem.js";

/** Points of a curve that are read; a longer file is thinned evenly. */
const maxPoints = 20_000;

/** Rows read at a stretch before others get their turn. */
const rowsPerTurn = 100;

interface PointsRead {
  readonly points: readonly MetricsRow[];
  readonly unreadRows: number;
  /** Of the first row whose bytes could not be read. */
  readonly problem: FileProblem | null;
}

/** The curves of a metrics file. Rows that cannot be read are counted; when none can be read the first reason is given. */
export async function readMetrics(file: IndexedFile, index: Pick<Indexer, "readUnit">): Promise<MetricsFile> {
  const format = formats.find(({ id }) => id === file.format);
  if (format?.rows !== "metrics" || file.columns.count === 0) {
    const reason = file.unread ?? { code: "empty" };
    return { kind: "unreadable", problem: unreadProblem(reason) };
  }
  const every = format.unit === "file" ? 1 : Math.max(1, Math.ceil(file.columns.count / maxPoints));
  const { points, unreadRows, problem } = await readPoints(file, format, index, every);
  if (points.length === 0 && problem !== null) return { kind: "unreadable", problem };
  return { kind: "curves", curves: metricsSeries(points), unreadRows, every };
}

async function readPoints(
  file: IndexedFile,
  format: DumpFormat,
  index: Pick<Indexer, "readUnit">,
  every: number,
): Promise<PointsRead> {
  const units = format.unit === "file" ? 1 : file.columns.count;
  const points: MetricsRow[] = [];
  let unreadRows = 0;
  let problem: FileProblem | null = null;
  for (let row = 0; row < units; row += every) {
    const read = await index.readUnit(file, row);
    if (read.kind !== "bytes") problem ??= unitProblem(read);
    const parsed = read.kind === "bytes" ? parseTolerant(read.bytes.toString("utf8")) : null;
    const rows = parsed?.ok === true ? format.readUnit(parsed.value) : [];
    const found = rows.flatMap(one => (one.kind === "metrics" ? [one.metrics] : []));
    points.push(...found);
    unreadRows += parsed?.ok === true ? rows.length - found.length : 1;
    // Reading is synchronous below: without a pause nothing else would be answered meanwhile.
    if ((row / every) % rowsPerTurn === rowsPerTurn - 1) await new Promise(done => setImmediate(done));
  }
  return { points, unreadRows, problem };
}
