import { formats } from "../../core/rollout/formats.js";
import type { DumpFormat } from "../../core/rollout/dumpFormat.js";
import { metricsSeries } from "../../core/rollout/metricsSeries.js";
import type { MetricsRow } from "../../core/rollout/metricsRow.js";
import { parseTolerant } from "../../core/rollout/parseTolerant.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import type { MetricsFile } from "../../protocol/metricsFile.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Indexer } from "../index/indexer.js";
import { dumpPlace } from "./dumpPlace.js";
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

/** Files of metrics with their formats. One that holds none, or no row yet, has no curves to give. */
function readable(files: readonly IndexedFile[]): readonly (readonly [IndexedFile, DumpFormat])[] {
  return files.flatMap(file => {
    const format = formats.find(({ id }) => id === file.format);
    return format?.rows === "metrics" && file.columns.count > 0 ? [[file, format] as const] : [];
  });
}

/**
 * The curves of metrics files, each of one start of the trainer, the first start first, or of one step that its path names. Rows that cannot be read are
 * counted; when none can be read the first reason is given.
 */
export async function readMetrics(
  files: readonly IndexedFile[],
  index: Pick<Indexer, "readUnit">,
): Promise<MetricsFile> {
  const found = readable(files);
  if (found.length === 0) {
    const reason = files.find(({ unread }) => unread !== null)?.unread ?? { code: "empty" };
    return { kind: "unreadable", problem: unreadProblem(reason) };
  }
  const rows = found.reduce((sum, [file, { unit }]) => sum + (unit === "file" ? 0 : file.columns.count), 0);
  const every = Math.max(1, Math.ceil(rows / maxPoints));
  const points: MetricsRow[] = [];
  const starts: number[] = [];
  let unreadRows = 0;
  let problem: FileProblem | null = null;
  for (const [file, format] of found) {
    const read = await readPoints(file, format, index, format.unit === "file" ? 1 : every);
    // A file for each step is no start of the trainer.
    if (points.length > 0 && dumpPlace(file) === null) starts.push(points.length);
    for (const point of read.points) points.push(point);
    unreadRows += read.unreadRows;
    problem ??= read.problem;
  }
  if (points.length === 0 && problem !== null) return { kind: "unreadable", problem };
  return { kind: "curves", curves: metricsSeries(points, starts), unreadRows, every };
}

async function readPoints(
  file: IndexedFile,
  format: DumpFormat,
  index: Pick<Indexer, "readUnit">,
  every: number,
): Promise<PointsRead> {
  const placed = dumpPlace(file)?.step ?? null;
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
    for (const point of found) points.push({ ...point, step: point.step ?? placed });
    unreadRows += parsed?.ok === true ? rows.length - found.length : 1;
    // Reading is synchronous below: without a pause nothing else would be answered meanwhile.
    if ((row / every) % rowsPerTurn === rowsPerTurn - 1) await new Promise(done => setImmediate(done));
  }
  return { points, unreadRows, problem };
}
