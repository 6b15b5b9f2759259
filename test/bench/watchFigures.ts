import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atMost, exactly, median, type Figure } from "./figure.js";
import { runJson } from "./runVariant.js";

const script = fileURLToPath(new URL("watchVariant.mjs", import.meta.url));
const appends = 120;

interface Seen {
  readonly end: number;
  readonly at: number;
}
interface Watched {
  readonly seen: readonly Seen[];
  readonly rows?: number;
  readonly bytesRead?: number;
}

/** A watcher in a process of its own: resolves when it watches; `stop` ends it and gives what it saw. */
async function startWatcher(name: string, path: string): Promise<{ stop(): Promise<Watched> }> {
  const child: ChildProcess = spawn(process.execPath, [script, name, path], { stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const ended = new Promise<Watched>((done, fail) => {
    child.on("error", fail);
    child.on("close", code =>
      code === 0 ? done(JSON.parse(text) as Watched) : fail(new Error(`${name}: ${String(code)}`)),
    );
  });
  await Promise.race([new Promise(done => child.stderr?.once("data", done)), ended]);
  return {
    stop: () => {
      child.stdin?.end();
      return ended;
    },
  };
}

/** From the write of each line to the first sight of its end, in milliseconds; lines never seen are missing. */
function latencies(written: readonly Seen[], seen: readonly Seen[]): readonly number[] {
  return written.flatMap(({ end, at }) => {
    const first = seen.find(sight => sight.end >= end);
    return first === undefined ? [] : [first.at - at];
  });
}

async function appendRound(scratch: string) {
  const folder = join(scratch, "appends");
  const path = join(folder, "1.jsonl");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ input: "p", output: "o", score: 0, step: 1 })}\n`);
  const watchers = [await startWatcher("bare", path), await startWatcher("indexed", path)] as const;
  const written = await runJson<readonly Seen[]>(process.execPath, [script, "append", path, String(appends)]);
  await new Promise(done => setTimeout(done, 500));
  const [bare, indexed] = await Promise.all(watchers.map(watcher => watcher.stop()));
  const bytes = (written.at(-1)?.end ?? 0) - (written[0]?.end ?? 0) + (written[1]?.end ?? 0) - (written[0]?.end ?? 0);
  return {
    bare: latencies(written, bare?.seen ?? []),
    indexed: latencies(written, indexed?.seen ?? []),
    rows: indexed?.rows ?? 0,
    // The first line is as long as the second but for the digits of its number, of which both have one.
    readRatio: (indexed?.bytesRead ?? NaN) / bytes,
  };
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;

async function appendFigures(scratch: string, rounds: number): Promise<readonly Figure[]> {
  const measured: Awaited<ReturnType<typeof appendRound>>[] = [];
  for (let k = 0; k < rounds; k++) measured.push(await appendRound(scratch));
  const lost = measured.map(({ rows }) => appends + 1 - rows);
  const ratios = measured.map(({ readRatio }) => readRatio);
  const latency = (name: string, of: (values: readonly number[]) => number) => {
    const pairs = measured.map(({ indexed, bare }) => [of(indexed), of(bare)] as const);
    const best = Math.min(...pairs.map(([ours]) => ours)) / Math.min(...pairs.map(([, floor]) => floor));
    return atMost(
      name,
      1.3,
      pairs.map(([ours, floor]) => ours / floor),
      best,
    );
  };
  return [
    exactly(
      "120 appends of 40 kB: lost",
      "0",
      lost.join(", "),
      lost.every(count => count === 0),
    ),
    exactly(
      "120 appends: bytes read, of bytes appended",
      "1",
      ratios.join(", "),
      ratios.every(ratio => ratio === 1),
    ),
    latency("write to index, of bare chokidar and fstat: median", median),
    latency("write to index, of bare chokidar and fstat: p99", values => quantile(values, 0.99)),
  ];
}

const folders = 100;
const filesEach = 100;

function makeMany(folder: string): void {
  if (existsSync(join(folder, `run${String(folders - 1)}`, `${String(filesEach - 1)}.jsonl`))) return;
  const line = `${JSON.stringify({ input: "p", output: "o", score: 0, step: 1 })}\n`;
  for (let run = 0; run < folders; run++) {
    mkdirSync(join(folder, `run${String(run)}`), { recursive: true });
    for (let step = 0; step < filesEach; step++)
      writeFileSync(join(folder, `run${String(run)}`, `${String(step)}.jsonl`), line);
  }
}

interface Many {
  readonly ms: number;
  readonly watches: number | null;
  readonly files?: number;
  readonly idleShare?: number;
}

async function manyFigures(scratch: string, rounds: number): Promise<readonly Figure[]> {
  const folder = join(scratch, "many");
  makeMany(folder);
  const bare: Many[] = [];
  const ours: Many[] = [];
  for (let k = 0; k < rounds; k++) {
    bare.push(await runJson<Many>(process.execPath, [script, "manyBare", folder]));
    ours.push(await runJson<Many>(process.execPath, [script, "many", folder, "4000"]));
  }
  const ratios = ours.map(({ ms }, k) => ms / (bare[k]?.ms ?? NaN));
  const best = Math.min(...ours.map(({ ms }) => ms)) / Math.min(...bare.map(({ ms }) => ms));
  const watches = ours[0]?.watches ?? null;
  const idle = ours.map(({ idleShare }) => (idleShare ?? NaN) * 100);
  return [
    exactly(
      "10,000 files in 100 folders: inotify watches",
      `≤ ${String(folders + 1)}`,
      watches === null ? "not measured: no inotify" : String(watches),
      watches === null || (watches <= folders + 1 && ours[0]?.files === folders * filesEach),
    ),
    atMost("10,000 files: watching, of bare chokidar", 1.3, ratios, best),
    atMost("10,000 files at rest: of a core", 5, idle, Math.min(...idle), " %"),
  ];
}

/** The figures of watching: appends, many files, rest. */
export async function watchFigures(
  scratch: string,
  rounds: number,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  say("appends");
  const appended = await appendFigures(scratch, rounds);
  say("10,000 files");
  return [...appended, ...(await manyFigures(scratch, Math.min(rounds, 3)))];
}
