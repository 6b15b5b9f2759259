import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readLoupeConfig, type ConfigProblem, type LoupeConfig } from "../../core/dataset/loupeConfig.js";
import type { RunsSettings } from "../../protocol/runsApi.js";
import { DatasetCache } from "../dataset/datasetCache.js";
import type { DatasetRead } from "../dataset/datasetRead.js";
import { ImageStore } from "../dataset/imageStore.js";
import { makeRunContext } from "./makeRunContext.js";
import type { Run } from "./run.js";
import type { RunContext } from "./runContext.js";

/** A larger loupe.json is not one. */
const maxConfigBytes = 4 * 1024 * 1024;
/** Datasets and loupe.json are looked at again after this long, not at every row. */
const freshMs = 2000;

interface Loaded {
  readonly context: RunContext;
  readonly problem: string | null;
  readonly roots: readonly string[];
  /** Same text, same datasets: the context is as it was. */
  readonly stamp: string;
}

interface Entry {
  loaded: Promise<Loaded>;
  checkedMs: number;
  problem: string | null;
}

const problemText = (problem: ConfigProblem): string =>
  "key" in problem
    ? `${problem.code} ${problem.key}`
    : problem.code === "not-json"
      ? `${problem.code} ${problem.at}`
      : problem.code;

async function readConfig(folder: string): Promise<{ config: LoupeConfig; problem: string | null }> {
  const path = join(folder, "loupe.json");
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return { config: {}, problem: null };
  if (found.size > maxConfigBytes) return { config: {}, problem: "too-large" };
  try {
    const { config, problems } = readLoupeConfig(await readFile(path, "utf8"));
    return { config, problem: problems.length === 0 ? null : problems.map(problemText).join(", ") };
  } catch {
    return { config: {}, problem: "denied" };
  }
}

/** What each run's rows are read with: its loupe.json, its datasets and the user's settings. */
export class RunContexts {
  private readonly entries = new Map<string, Entry>();
  private readonly datasets = new DatasetCache();
  private settings: RunsSettings | null = null;
  private runs: readonly Run[] = [];
  private store: ImageStore | null = null;

  configure(settings: RunsSettings): void {
    this.settings = settings;
    const { storage, extractedImagesMegabytes } = settings;
    this.store = storage === null ? null : new ImageStore(join(storage, "pages"), extractedImagesMegabytes * 2 ** 20);
    this.forget();
  }

  setRuns(runs: readonly Run[]): void {
    this.runs = runs;
  }

  forget(): void {
    this.entries.clear();
  }

  /** What is wrong with a run's loupe.json, as far as it was read; null while it was not. */
  problemOf(run: string): string | null {
    return this.entries.get(run)?.problem ?? null;
  }

  /** The context of a run's rows. Datasets that changed on disk are read again. */
  async of(run: string): Promise<RunContext> {
    const found = this.entries.get(run);
    if (found !== undefined && performance.now() - found.checkedMs < freshMs) return (await found.loaded).context;
    const loaded = this.load(run, found ?? null);
    const entry: Entry = { loaded, checkedMs: performance.now(), problem: found?.problem ?? null };
    this.entries.set(run, entry);
    const { context, problem } = await loaded;
    entry.problem = problem;
    return context;
  }

  private async load(run: string, before: Entry | null): Promise<Loaded> {
    const { config, problem } = await readConfig(run);
    const paths = [...(config.datasets ?? []).map(path => resolve(run, path)), ...(this.settings?.datasets ?? [])];
    const reads = await Promise.all(paths.map(path => this.datasets.get(path, config.columns)));
    const identities = reads.map(read => this.identity(read));
    const stamp = JSON.stringify([config, identities]);
    const old = before === null ? null : await before.loaded;
    if (old?.stamp === stamp) return old;
    const imageRoots = [
      ...(config.imageRoots ?? []).map(path => resolve(run, path)),
      ...(this.settings?.imageRoots ?? []),
    ];
    const context = makeRunContext({ run, config, reads, imageRoots, settings: this.settings, store: this.store });
    return { context, problem, stamp, roots: [run, ...imageRoots, ...paths.map(path => dirname(path))] };
  }

  private readonly ids = new WeakMap<DatasetRead, number>();
  private nextId = 0;

  /** The cache gives the same object for as long as the dataset's file stays as it is. */
  private identity(read: DatasetRead): number {
    const id = this.ids.get(read) ?? this.nextId++;
    this.ids.set(read, id);
    return id;
  }

  /** Folders whose files the window may load: of every run, its datasets, its image roots; and extracted pages. */
  async readableRoots(): Promise<readonly string[]> {
    for (const run of this.runs) await this.of(run.path);
    const loaded = await Promise.all([...this.entries.values()].map(entry => entry.loaded));
    const storage = this.settings?.storage ?? null;
    const roots = [
      ...loaded.flatMap(({ roots: own }) => own),
      ...(this.settings?.imageRoots ?? []),
      ...(this.settings?.roots ?? []),
    ];
    return [...new Set(storage === null ? roots : [...roots, join(storage, "pages")])];
  }
}
