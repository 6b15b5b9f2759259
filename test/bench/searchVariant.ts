// Searches a dump in turns with reading it, in a process of its own: node searchVariant.mjs FOLDER ROUNDS
import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMatcher } from "../../src/core/search/createMatcher.js";
import { formats } from "../../src/core/rollout/formats.js";
import type { SearchQuery } from "../../src/core/search/searchQuery.js";
import { Indexer } from "../../src/node/index/indexer.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { FileSearch } from "../../src/node/search/fileSearch.js";
import type { FileTask } from "../../src/node/search/searchTask.js";

/** CPU milliseconds of each round, and the rows that were found. */
export interface SearchMeasured {
  readonly floor: readonly number[];
  readonly searches: readonly { readonly cpuMs: readonly number[]; readonly rows: number }[];
}

/** A rare text, in both ways of telling case; a frequent beginning with a rare end; a text of CJK. */
const queries: readonly Partial<SearchQuery>[] = [
  { text: "Villain Balloon Zoom" },
  { text: "villain balloon zoom", isCaseSensitive: true },
  { text: "the panel the panel page" },
  { text: "主角反派漫画ありが" },
];

let shared = Buffer.allocUnsafeSlow(8 << 20);

/** F, as in variant.ts: every byte is read into a buffer that is used again, and line ends are counted. */
function floor(paths: readonly string[]): number {
  let rows = 0;
  for (const path of paths) {
    const fd = openSync(path, "r");
    const { size } = fstatSync(fd);
    if (size + 64 > shared.length) shared = Buffer.allocUnsafeSlow(Math.ceil((size + 64) * 1.25));
    for (let at = 0; at < size; at += readSync(fd, shared, at, size - at, at));
    closeSync(fd);
    for (let at = shared.indexOf(0x0a); at >= 0 && at < size; at = shared.indexOf(0x0a, at + 1)) rows++;
  }
  return rows;
}

async function tasksOf(folder: string): Promise<readonly FileTask[]> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const options = { formats, roots: [folder], limits: defaultIndexLimits, storageDir: null, watch: false, log: quiet };
  const indexer = new Indexer(options);
  await indexer.start();
  await indexer.whenIdle();
  const tasks = [...indexer.files().values()].map(({ path, format, columns }): FileTask => {
    const rows = Uint32Array.from({ length: columns.count }, (_, row) => row);
    const offsets = Float64Array.from(rows, row => columns.offsetOf(row));
    const lengths = Float64Array.from(rows, row => columns.lengthOf(row));
    return { kind: "file", id: 0, path, format: format ?? "", columns: {}, rows, offsets, lengths, limit: Infinity };
  });
  await indexer.dispose();
  return tasks;
}

function search(tasks: readonly FileTask[], more: Partial<SearchQuery>): number {
  const query = {
    text: "",
    isCaseSensitive: false,
    isWholeWord: false,
    isRegex: false,
    place: "all",
    ...more,
  } as const;
  const matcher = createMatcher(query);
  if (matcher.kind !== "matcher") throw new Error(matcher.reason);
  const files = new FileSearch({ query, find: matcher.find, hitsPerRow: 100, onRow: () => undefined });
  let found = 0;
  for (const task of tasks) for (const row of files.rows(task)) if (row !== "unread") found++;
  return found;
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function measure(folder: string, rounds: number): Promise<SearchMeasured> {
  const paths = readdirSync(folder).filter(name => name.endsWith(".jsonl"));
  const files = paths.map(name => join(folder, name));
  const tasks = await tasksOf(folder);
  const floors: number[] = [];
  const searches = queries.map(query => ({ query, cpuMs: [] as number[], rows: 0 }));
  for (let round = 0; round <= rounds; round++) {
    // The lower of two, one before and one after; the first round compiles and does not count.
    const before = cpuOf(() => floor(files));
    const times = searches.map(one => cpuOf(() => (one.rows = search(tasks, one.query))));
    const after = cpuOf(() => floor(files));
    if (round === 0) continue;
    floors.push(Math.min(before, after));
    for (const [at, time] of times.entries()) searches[at]?.cpuMs.push(time);
  }
  return { floor: floors, searches: searches.map(({ cpuMs, rows }) => ({ cpuMs, rows })) };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${JSON.stringify(await measure(process.argv[2] ?? "", Number(process.argv[3] ?? 5)))}\n`);
