// Watchers in processes of their own: node watchVariant.mjs NAME FOLDER [NUMBER]
import { watch } from "chokidar";
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { formats } from "../../src/core/rollout/formats.js";
import { Indexer } from "../../src/node/index/indexer.js";
import { defaultIndexLimits } from "../../src/node/index/indexLimits.js";
import { FolderWatch } from "../../src/node/watch/folderWatch.js";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
/** Milliseconds on the clock that all processes share. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const pause = (ms: number) => new Promise(done => setTimeout(done, ms));

/** Appends `count` lines of some 40 kB, 20 to 60 ms apart. Reports when each was written and where it ended. */
async function append(path: string, count: number): Promise<void> {
  const fd = openSync(path, "a");
  const written: { readonly end: number; readonly at: number }[] = [];
  let end = fstatSync(fd).size;
  for (let k = 0; k < count; k++) {
    const line = `${JSON.stringify({ input: "p", output: "x".repeat(40_000), score: k, step: 1 })}\n`;
    const at = now();
    writeSync(fd, line);
    end += line.length;
    written.push({ end, at });
    await pause(20 + Math.random() * 40);
  }
  closeSync(fd);
  say(written);
}

/** The floor: chokidar alone, and fstat on each event. Reports the sizes seen and when. */
async function bare(path: string): Promise<void> {
  const fd = openSync(path, "r");
  const seen: { readonly end: number; readonly at: number }[] = [];
  const watcher = watch(dirname(path), { depth: 0, ignoreInitial: true });
  watcher.on("all", () => seen.push({ end: fstatSync(fd).size, at: now() }));
  await new Promise<void>(done => watcher.once("ready", () => done()));
  await untilTold();
  await watcher.close();
  say({ seen });
}

async function indexed(path: string): Promise<void> {
  const limits = { ...defaultIndexLimits, poll: { minMs: 10_000, maxMs: 10_000 } };
  const indexer = new Indexer({ formats, roots: [dirname(path)], limits, storageDir: null, watch: true, log: quiet });
  await indexer.start();
  await indexer.whenWatching();
  const before = indexer.counters.bytesRead;
  const seen: { readonly end: number; readonly at: number }[] = [];
  indexer.onDidChange(() => {
    const columns = indexer.file(path)?.columns;
    const last = (columns?.count ?? 0) - 1;
    if (columns !== undefined) seen.push({ end: columns.offsetOf(last) + columns.lengthOf(last) + 1, at: now() });
  });
  await untilTold();
  const rows = indexer.file(path)?.columns.count;
  await indexer.dispose();
  say({ seen, rows, bytesRead: indexer.counters.bytesRead - before });
}

/** Says that it is ready, and waits for its input to end. */
async function untilTold(): Promise<void> {
  process.stderr.write("ready\n");
  await new Promise(done => process.stdin.resume().once("end", done));
}

function inotifyWatches(): number | null {
  try {
    const texts = readdirSync("/proc/self/fdinfo").map(fd => {
      try {
        return readFileSync(join("/proc/self/fdinfo", fd), "utf8");
      } catch {
        return "";
      }
    });
    return texts.reduce((sum, text) => sum + (text.match(/^inotify /gm)?.length ?? 0), 0);
  } catch {
    return null;
  }
}

async function manyBare(folder: string): Promise<void> {
  const start = performance.now();
  const watcher = watch(folder, { ignoreInitial: true });
  await new Promise<void>(done => watcher.once("ready", () => done()));
  say({ ms: performance.now() - start, watches: inotifyWatches() });
  await watcher.close();
}

/** The watcher alone, then the whole index at rest for some seconds. */
async function many(folder: string, idleMs: number): Promise<void> {
  const indexer = new Indexer({
    formats,
    roots: [folder],
    limits: defaultIndexLimits,
    storageDir: null,
    watch: false,
    log: quiet,
  });
  await indexer.start();
  await indexer.whenIdle();
  const files = [...indexer.files().values()];
  const folders = [...new Set(files.map(file => dirname(file.path)))].map(path => ({
    path,
    root: folder,
    candidates: [],
    folders: [],
    hasConfig: false,
    isComplete: true,
    isMarked: false,
    records: [],
    mtimeMs: 0,
  }));
  const start = performance.now();
  const watcher = new FolderWatch(
    { ...defaultIndexLimits, poll: { minMs: 60_000, maxMs: 60_000 } },
    { folders: () => folders, files: () => files },
    { onFile: () => undefined, onFolder: () => undefined },
    quiet,
  );
  watcher.update();
  await watcher.whenReady();
  const ms = performance.now() - start;
  const watches = inotifyWatches();
  await watcher.dispose();
  await indexer.dispose();
  say({ ms, watches, files: files.length, idleShare: await idleShare(folder, idleMs) });
}

async function idleShare(folder: string, ms: number): Promise<number> {
  const indexer = new Indexer({
    formats,
    roots: [folder],
    limits: defaultIndexLimits,
    storageDir: null,
    watch: true,
    log: quiet,
  });
  await indexer.start();
  await indexer.whenWatching();
  await pause(1000);
  const before = process.cpuUsage();
  await pause(ms);
  const { user, system } = process.cpuUsage(before);
  await indexer.dispose();
  return (user + system) / 1000 / ms;
}

const [, , name, path, number] = process.argv;
if (path === undefined) throw new Error("no path");
if (name === "append") await append(path, Number(number));
else if (name === "bare") await bare(path);
else if (name === "indexed") await indexed(path);
else if (name === "manyBare") await manyBare(path);
else await many(path, Number(number));
process.exit(0);
