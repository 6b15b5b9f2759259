// One way to read a dump, in a process of its own: node variant.mjs NAME FOLDER [--warm N] [--storage FOLDER]
import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { formats } from "../../src/core/rollout/formats.js";
import { Indexer } from "../../src/node/index/indexer.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { median } from "./figure.js";
import type { ScanCounters } from "../../src/node/index/scanCounters.js";

/** What a variant reports of its last run. Times in milliseconds, CPU of all threads. */
export interface VariantResult {
  readonly ms: number;
  readonly cpuMs: number;
  /** Sum of all scores, the same for all variants that read them. */
  readonly checksum: number;
  readonly peakBytes: number;
  readonly rows?: number;
  readonly firstMs?: number;
  /** The full index in the same process, for `reopen`. */
  readonly fullMs?: number;
  readonly counters?: ScanCounters;
  /** Heap and buffers held by the index, and by its further numbers alone. */
  readonly heldBytes?: number;
  readonly numberBytes?: number;
}

type Measured = Omit<VariantResult, "ms" | "cpuMs" | "peakBytes"> & { readonly ms?: number };

const newline = 0x0a;
let shared = Buffer.allocUnsafeSlow(8 << 20);

function dumpsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter(name => name.endsWith(".jsonl"));
  return names.sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).map(name => join(folder, name));
}

/** Reads a file whole into a buffer that is used again. Returns its size. */
function readWhole(path: string): number {
  const fd = openSync(path, "r");
  try {
    const { size } = fstatSync(fd);
    if (size + 64 > shared.length) shared = Buffer.allocUnsafeSlow(Math.ceil((size + 64) * 1.25));
    let at = 0;
    for (let read = -1; at < size && read !== 0; at += read) read = readSync(fd, shared, at, size - at, at);
    return at;
  } finally {
    closeSync(fd);
  }
}

/** F: every byte is read, and line ends are counted. */
function floor(folder: string): Measured {
  let rows = 0;
  for (const path of dumpsIn(folder)) {
    const size = readWhole(path);
    for (let at = shared.indexOf(newline); at >= 0 && at < size; at = shared.indexOf(newline, at + 1)) rows++;
  }
  return { checksum: 0, rows };
}

function parseFile(path: string): number {
  const size = readWhole(path);
  let sum = 0;
  let from = 0;
  for (let to = shared.indexOf(newline); to >= 0 && to < size; to = shared.indexOf(newline, from)) {
    const row: unknown = JSON.parse(shared.toString("utf8", from, to));
    if (typeof row === "object" && row !== null && "score" in row && typeof row.score === "number") sum += row.score;
    from = to + 1;
  }
  return sum;
}

function serveParsing(next: Int32Array): void {
  parentPort?.on("message", (files: readonly string[]) => {
    let sum = 0;
    for (let index = Atomics.add(next, 0, 1); index < files.length; index = Atomics.add(next, 0, 1))
      sum += parseFile(files[index] ?? "");
    parentPort?.postMessage(sum);
  });
}

/** P2: JSON.parse of every line in two workers, which take the files in turns. */
class TwoParsers {
  private readonly next = new Int32Array(new SharedArrayBuffer(4));
  private readonly workers = [0, 1].map(() => new Worker(fileURLToPath(import.meta.url), { workerData: this.next }));

  async run(folder: string): Promise<Measured> {
    Atomics.store(this.next, 0, 0);
    const files = dumpsIn(folder);
    const sums = this.workers.map(
      worker => new Promise<number>((done, fail) => worker.once("message", done).once("error", fail)),
    );
    for (const worker of this.workers) worker.postMessage(files);
    return { checksum: (await Promise.all(sums)).reduce((a, b) => a + b) };
  }
  async close(): Promise<void> {
    await Promise.all(this.workers.map(worker => worker.terminate()));
  }
}

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (event: string, error: unknown) => fail(event, error),
};
function fail(event: string, error: unknown): never {
  throw new Error(event, { cause: error });
}

async function index(folder: string, storageDir: string | null) {
  const indexer = new Indexer({
    formats,
    roots: [folder],
    limits: defaultIndexLimits,
    storageDir,
    watch: false,
    log: quiet,
  });
  const start = performance.now();
  let firstMs = NaN;
  const listening = indexer.onDidChange(() => {
    firstMs = performance.now() - start;
    listening.dispose();
  });
  await indexer.start();
  await indexer.whenIdle();
  const ms = performance.now() - start;
  let checksum = 0;
  let rows = 0;
  for (const { columns } of indexer.files().values()) {
    for (let row = 0; row < columns.count; row++) checksum += columns.scoreOf(row);
    rows += columns.count;
  }
  return { checksum, rows, ms, firstMs, counters: indexer.counters, indexer };
}

const held = (): number => {
  for (let k = 0; k < 4; k++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** The least that indexing takes in memory, over some indexes that are all kept: what code takes is there after the first. */
async function leastHeld(folder: string, kept: Indexer[]): Promise<number> {
  const bytes: number[] = [];
  for (let k = 0; k < 4; k++) {
    const before = held();
    kept.push((await index(folder, null)).indexer);
    bytes.push(held() - before);
  }
  return Math.min(...bytes);
}

/** Needs `--expose-gc`. Held is what the index of the dump takes more than one of a single file, which has its window too. */
async function indexHeld(folder: string): Promise<Measured> {
  const [one = folder] = dumpsIn(folder);
  const kept: Indexer[] = [];
  const heldBytes = (await leastHeld(folder, kept)) - (await leastHeld(one, kept));
  const { indexer, checksum, rows } = await index(folder, null);
  let numberBytes = 0;
  for (const { columns } of indexer.files().values()) numberBytes += columns.numbers.size * columns.count * 4;
  await Promise.all([indexer, ...kept].map(each => each.dispose()));
  return { checksum, rows, heldBytes, numberBytes };
}

/** Opens the run again and again, in a process that has indexed it before, as a window has that closes and opens a run. */
async function reopen(folder: string, storage: string | null): Promise<Measured> {
  const times: number[] = [];
  const full: number[] = [];
  let last = await index(folder, storage);
  for (let k = 0; k < 5; k++) {
    const whole = await index(folder, null);
    await whole.indexer.dispose();
    full.push(whole.ms);
    await last.indexer.dispose();
    last = await index(folder, storage);
    times.push(last.ms);
  }
  const { indexer, ...measured } = last;
  await indexer.dispose();
  return { ...measured, ms: median(times), fullMs: median(full) };
}

type Variant = (folder: string, storage: string | null) => Measured | Promise<Measured>;

async function run(name: string, folder: string, warm: number, storage: string | null): Promise<void> {
  const parsers = name === "parse" ? new TwoParsers() : null;
  const variants: Record<string, Variant> = {
    floor,
    parse: from => parsers?.run(from) ?? fail(name, null),
    index: async (from, store) => {
      const { indexer, ...measured } = await index(from, store);
      await indexer.dispose();
      return measured;
    },
    held: indexHeld,
    reopen,
    none: () => ({ checksum: 0 }),
  };
  const variant = variants[name] ?? fail(`no variant ${name}`, null);
  for (let k = 0; k < warm; k++) await variant(folder, storage);
  const cpu = warm > 0 ? process.cpuUsage() : { user: 0, system: 0 };
  const start = performance.now();
  const measured = await variant(folder, storage);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage();
  const cpuMs = (user - cpu.user + system - cpu.system) / 1000;
  const result: VariantResult = { ms, cpuMs, peakBytes: process.resourceUsage().maxRSS * 1024, ...measured };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await parsers?.close();
}

const option = (name: string): string | null => {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};

if (!isMainThread) {
  if (workerData instanceof Int32Array) serveParsing(workerData);
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run(process.argv[2] ?? "", process.argv[3] ?? "", Number(option("--warm") ?? 0), option("--storage"));
}
