import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Worker } from "node:worker_threads";
import { builtInStrategies } from "../../src/core/reward/builtInStrategies.js";
import type { Strategy } from "../../src/core/reward/strategy.js";
import { defaultMiniatureOptions } from "../../src/core/simulate/miniature/miniatureOptions.js";
import { openMiniature } from "../../src/core/simulate/miniature/openMiniature.js";
import { runMiniature } from "../../src/node/simulate/runMiniature.js";
import { trainMiniatures } from "../../src/node/simulate/trainMiniatures.js";
import { atMost, exactly, median, type Figure } from "./figure.js";

export interface MiniatureBench {
  /** A folder that may be filled and emptied. */
  readonly scratch: string;
  /** Files of the build: outlines of letters, and the thread that trains. */
  readonly glyphsFile: string;
  readonly workerScript: string;
  readonly isSmall: boolean;
  readonly say: (text: string) => void;
}

/**
 * Time of the draft that the miniature was made after, with its rewards built in, for 200 steps of 128 rollouts, in times
 * of `yardstick`: processor time of both, in turns in one process, medians of 15 in four processes (228 and 67 ms).
 */
const draftOfYardstick = 3.4;
const steps = 200;
const threads = 2;

const strategies: readonly Strategy[] = [
  "two-phase",
  "single-phase",
  "two-phase-conditional",
  "deepeyes",
  "vanilla",
].map(id => {
  const found = builtInStrategies.find(one => one.id === id);
  if (found === undefined) throw new Error(`no strategy ${id}`);
  return found;
});

/** Sums of a fixed count of random numbers and exponentials: what a training does most, and no more than this. */
export function yardstick(): number {
  let [state, sum] = [1, 0];
  for (let count = 0; count < 8_000_000; count++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    sum += Math.exp(-(state >>> 8) / 2 ** 24);
  }
  return sum;
}

/** In milliseconds. */
function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Processor time in milliseconds: what others do on the machine is not in it. */
function cpuOf(work: () => unknown): number {
  const start = cpuMs();
  work();
  return cpuMs() - start;
}

/** A training as `loupe simulate compare` does it: pages, questions, rewards, updates; nothing is written. */
function train(seed: number, strategy: Strategy | undefined): void {
  if (strategy === undefined) throw new Error("no strategy");
  const miniature = openMiniature({ ...defaultMiniatureOptions, seed, steps }, strategy);
  for (let step = 0; step < steps; step++) miniature.next();
}

/** Every training has a seed that none had before: its pages are described in its time. */
function trainingFigures({ isSmall, say }: MiniatureBench): readonly Figure[] {
  say("a miniature without writing");
  yardstick();
  const cold = cpuOf(() => train(1000, strategies[0])) / cpuOf(yardstick);
  const pairs = Array.from({ length: isSmall ? 5 : 15 }, (_, round) => {
    const ours = cpuOf(() => train(1001 + round, strategies[round % strategies.length]));
    return { ours, floor: cpuOf(yardstick) };
  });
  const of = (ratio: number) => ratio / draftOfYardstick;
  const best = of(Math.min(...pairs.map(({ ours }) => ours)) / Math.min(...pairs.map(({ floor }) => floor)));
  const ratios = pairs.map(({ ours, floor }) => of(ours / floor));
  const figure = atMost("miniature: 200 steps of 128 rollouts, of the draft's time", 3, ratios, best);
  const first = `; ${median(pairs.map(({ ours }) => ours)).toFixed(0)} ms; the first of a process ${of(cold).toFixed(1)}`;
  return [{ ...figure, measured: `${figure.measured}${first}` }];
}

/** The files below a folder, by their path in it. */
function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map(path => [relative(folder, path), readFileSync(path)]));
}

/** Each of them to the disk itself: a run is only bound by it while it does not wait for anything else. */
function writeFiles(files: ReadonlyMap<string, Buffer>, folder: string): void {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { flush: true });
  }
}

/** A run as a person starts it, beside the same training that is not written and the same bytes that are only written. */
async function writingFigures({ scratch, glyphsFile, isSmall, say }: MiniatureBench): Promise<readonly Figure[]> {
  say("a miniature run on disk");
  const ratios: number[] = [];
  const shares: number[] = [];
  let [megabytes, isSame] = [0, true];
  let before: ReadonlyMap<string, Buffer> | null = null;
  for (let round = 0; round < (isSmall ? 2 : 5); round++) {
    const folder = mkdtempSync(join(scratch, "miniature-"));
    const out = join(folder, "run");
    const [start, cpu] = [performance.now(), cpuMs()];
    const strategy = strategies[0] ?? null;
    await runMiniature({ out, glyphsFile, strategy, options: { seed: 77 }, pace: { kind: "fast" } });
    const written = performance.now() - start;
    shares.push((cpuMs() - cpu) / written);
    const files = filesBelow(out);
    const floor = timed(() => writeFiles(files, join(folder, "floor"))) + timed(() => train(77, strategies[0]));
    ratios.push(written / floor);
    megabytes = [...files.values()].reduce((sum, { length }) => sum + length, 0) / 1e6;
    isSame &&= before === null || [...files].every(([path, bytes]) => before?.get(path)?.equals(bytes) === true);
    before = files;
    rmSync(folder, { recursive: true });
  }
  const busy = (100 * median(shares)).toFixed(0);
  const name = "the same written, of training and of putting the same bytes on the disk";
  const figure = atMost(name, 3, ratios, Math.min(...ratios));
  return [
    { ...figure, measured: `${figure.measured}; ${megabytes.toFixed(0)} MB, ${busy} % of it processor time` },
    exactly("the same seed written again: files that differ", "0", isSame ? "0" : "some", isSame),
  ];
}

/** How many cores are busy while something is done, in the mean. */
async function busyCores(work: () => Promise<unknown>): Promise<{ readonly cores: number; readonly ms: number }> {
  const [start, cpu] = [performance.now(), cpuMs()];
  await work();
  const ms = performance.now() - start;
  return { cores: (cpuMs() - cpu) / ms, ms };
}

/** As many threads that do nothing but count, for so long: what the machine gives at that time. */
async function countingThreads(ms: number): Promise<void> {
  const text = `const end = performance.now() + ${ms}; while (performance.now() < end) ;`;
  const workers = Array.from({ length: threads }, () => new Worker(text, { eval: true }));
  await Promise.all(workers.map(worker => new Promise(resolve => worker.once("exit", resolve))));
}

async function comparisonFigures({ workerScript, isSmall, say }: MiniatureBench): Promise<readonly Figure[]> {
  const seeds = isSmall ? 3 : 20;
  say(`miniatures: ${strategies.length} strategies under ${seeds} seeds on ${threads} threads`);
  const jobs = Array.from({ length: seeds }, (_, at) => at + 1).flatMap(seed =>
    strategies.map(strategy => ({ options: { ...defaultMiniatureOptions, seed }, strategy })),
  );
  const ours = await busyCores(() => trainMiniatures(jobs, { script: workerScript, threads }));
  const floor = await busyCores(() => countingThreads(Math.min(ours.ms, 4000)));
  const name = `5 strategies × ${seeds} seeds on ${threads} threads: cores that counting keeps busy, of those that this does`;
  const figure = atMost(name, 1.15, [floor.cores / ours.cores], floor.cores / ours.cores);
  return [
    { ...figure, measured: `${figure.measured}; ${ours.cores.toFixed(2)} cores, ${(ours.ms / 1000).toFixed(1)} s` },
  ];
}

/** The miniature trainer: training alone, a run that is written, and a comparison on threads. */
export async function miniatureFigures(bench: MiniatureBench): Promise<readonly Figure[]> {
  return [...trainingFigures(bench), ...(await writingFigures(bench)), ...(await comparisonFigures(bench))];
}
